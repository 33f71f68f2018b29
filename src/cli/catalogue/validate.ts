import { parseArgs } from 'node:util';
import { checkCatalogue, problemText } from '../../adapters/catalogue-files.ts';
import { dataOption, type CliCommand } from './command.ts';

export const validate: CliCommand = async (args) => {
  const { values } = parseArgs({ args, options: dataOption });
  const { catalogue, problems } = await checkCatalogue(values.data);
  for (const problem of problems) console.error(problemText(problem));
  if (problems.length > 0) {
    console.error(`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
    return 1;
  }
  const { dramas, songs, artists } = catalogue;
  console.log(`${dramas.size} dramas, ${songs.size} songs, ${artists.size} artists: all sound.`);
  return 0;
};
