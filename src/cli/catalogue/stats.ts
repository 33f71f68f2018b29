import { parseArgs } from 'node:util';
import { loadCatalogue } from '../../adapters/catalogue-files.ts';
import { catalogueStats } from '../../core/catalogue/stats.ts';
import { dataOption, type CliCommand } from './command.ts';

const percent = (count: number, of: number): string =>
  of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`;

export const stats: CliCommand = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      ...dataOption,
      popular: { type: 'string', default: '150' },
      'min-songs': { type: 'string', default: '5' },
    },
  });
  const { counts, thin } = catalogueStats(await loadCatalogue(values.data), {
    popularCount: Number(values.popular),
    minSongs: Number(values['min-songs']),
  });
  const width = Math.max(...counts.map(({ what }) => what.length));
  for (const { what, count, of } of counts) {
    console.log(
      `${what.padEnd(width)}  ${String(count).padStart(5)} of ${String(of).padStart(5)}  ${percent(count, of).padStart(7)}`,
    );
  }
  console.log(
    `\nOf the ${values.popular} best-known dramas, ${thin.length} have fewer than ${values['min-songs']} songs:`,
  );
  for (const { drama, songs } of thin) {
    console.log(
      `${String(songs).padStart(3)}  ${drama.titles.en ?? drama.titles.ko ?? drama.id} (${drama.year ?? '?'})`,
    );
  }
  return 0;
};
