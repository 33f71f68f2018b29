import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createCheckpoint } from '../../adapters/checkpoint.ts';
import { createMusicBrainz, type MusicBrainz, type ReleaseGroup } from '../../adapters/musicbrainz.ts';
import { createProgress } from '../../adapters/progress.ts';
import type { Track } from '../../core/catalogue/import/add-tracks.ts';
import { StartupError } from '../../core/errors.ts';
import { dataOption, type CliCommand } from './command.ts';
import { deliver, deliverOptions } from './deliver.ts';

const options = {
  ...dataOption,
  ...deliverOptions,
  artist: { type: 'string', multiple: true, default: [] as string[] },
  'release-group': { type: 'string', multiple: true, default: [] as string[] },
  query: { type: 'string', multiple: true, default: [] as string[] },
  limit: { type: 'string', default: '100' },
  'base-url': { type: 'string' },
  'interval-ms': { type: 'string', default: '1000' },
  contact: { type: 'string', default: 'https://github.com/' },
  state: { type: 'string', default: 'data/runtime/musicbrainz' },
} as const;

const trackSchema = z.object({
  title: z.string(),
  artists: z
    .array(z.object({ names: z.array(z.string()).readonly(), featuring: z.boolean().exactOptional() }))
    .readonly(),
  album: z.string(),
  releaseDate: z.string().exactOptional(),
  lengthMs: z.number().exactOptional(),
  spotifyId: z.string().exactOptional(),
  source: z.string(),
});
const stateSchema = z.object({
  groups: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      'secondary-types': z.array(z.string()),
      'first-release-date': z.string(),
    }),
  ),
  done: z.record(z.string(), z.array(trackSchema)),
});

const isMbid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
/** The query language is Lucene's: quotes and backslashes in a name must not end the phrase. */
const phrase = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

interface Wanted {
  readonly artist: readonly string[];
  readonly 'release-group': readonly string[];
  readonly query: readonly string[];
}

const findGroups = async (
  musicBrainz: MusicBrainz,
  wanted: Wanted,
  limit: number,
  signal: AbortSignal,
): Promise<ReleaseGroup[]> => {
  const found: ReleaseGroup[] = [];
  for (const id of wanted['release-group']) found.push(await musicBrainz.group(id, signal));
  for (const artist of wanted.artist) {
    const groups = isMbid(artist)
      ? await musicBrainz.groupsOfArtist(artist, signal)
      : await musicBrainz.search(`artist:${phrase(artist)} AND secondarytype:soundtrack`, limit, signal);
    found.push(...groups.filter((group) => group['secondary-types'].includes('Soundtrack')));
  }
  for (const query of wanted.query) found.push(...(await musicBrainz.search(query, limit, signal)));
  return [...new Map(found.map((group) => [group.id, group])).values()];
};

/** Asks MusicBrainz (CC0) for soundtracks. Stopped with Ctrl+C or by an error, the same command goes on where it was. */
export const importMusicBrainz: CliCommand = async (args) => {
  const { values } = parseArgs({ args, options });
  const wanted: Wanted = {
    artist: values.artist,
    'release-group': values['release-group'],
    query: values.query,
  };
  if (Object.values(wanted).every((list: readonly string[]) => list.length === 0)) {
    throw new StartupError([
      'import musicbrainz needs --artist NAME|ID, --release-group ID or --query LUCENE',
    ]);
  }
  const stop = new AbortController();
  const onInterrupt = (): void => {
    stop.abort();
  };
  process.once('SIGINT', onInterrupt);
  const baseUrl = values['base-url'];
  const musicBrainz = createMusicBrainz({
    ...(baseUrl !== undefined && { baseUrl }),
    userAgent: `Sonagi/0.1.0 ( ${values.contact} )`,
    intervalMs: Number(values['interval-ms']),
  });
  const name = createHash('sha256')
    .update(JSON.stringify([wanted, values.limit]))
    .digest('hex')
    .slice(0, 16);
  const checkpoint = createCheckpoint(join(values.state, `${name}.json`), stateSchema);
  const state = (await checkpoint.read()) ?? {
    groups: await findGroups(musicBrainz, wanted, Number(values.limit), stop.signal),
    done: {},
  };
  await checkpoint.write(state);
  const open = state.groups.filter(({ id }) => !(id in state.done));
  const progress = createProgress('MusicBrainz', open.length);
  try {
    for (const group of open) {
      state.done[group.id] = await musicBrainz.tracksOf(group, stop.signal);
      await checkpoint.write(state);
      progress.advance(group.title);
    }
    progress.stop(`${state.groups.length} release groups, ${open.length} asked for now`);
  } catch (error) {
    progress.stop('Stopped; the same command goes on from here.');
    throw error instanceof Error ? new StartupError([error.message], { cause: error }) : error;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
  const tracks: Track[] = state.groups.flatMap(({ id }) => state.done[id] ?? []);
  await deliver(tracks, values);
  await checkpoint.clear();
  return 0;
};
