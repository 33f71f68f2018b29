import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Track } from '../core/catalogue/import/add-tracks.ts';
import { StartupError } from '../core/errors.ts';

type Row = Readonly<Record<string, string>>;

/** Column names of Exportify, Soundiiz, TuneMyMusic and plain tables, in lower case without signs. */
const columns = {
  title: ['trackname', 'title', 'track', 'song', 'name'],
  artists: ['artistnames', 'artistname', 'artists', 'artist'],
  album: ['albumname', 'album'],
  releaseDate: ['releasedate', 'albumreleasedate', 'date'],
  durationMs: ['durationms', 'trackdurationms', 'lengthms'],
  duration: ['duration', 'length'],
  spotify: ['trackuri', 'trackid', 'spotifyuri', 'spotifyid', 'uri', 'url', 'id'],
} as const;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

const reader = (header: readonly string[]) => {
  const names = new Map(header.map((name) => [plain(name), name]));
  return (row: Row, column: keyof typeof columns): string | undefined => {
    const name = columns[column].map((one) => names.get(one)).find((one) => one !== undefined);
    const value = name === undefined ? undefined : row[name]?.trim();
    return value === '' ? undefined : value;
  };
};

const lengthMs = (milliseconds: string | undefined, clock: string | undefined): number | undefined => {
  if (milliseconds !== undefined && /^\d+$/.test(milliseconds)) return Number(milliseconds);
  const [, minutes, seconds] = /^(\d+):(\d\d)$/.exec(clock ?? '') ?? [];
  return minutes === undefined || seconds === undefined
    ? undefined
    : (Number(minutes) * 60 + Number(seconds)) * 1000;
};

/** A Spotify track id out of a URI, an address or the bare id; ids of other services are left alone. */
const spotifyId = (text: string | undefined): string | undefined =>
  /^(?:spotify:track:|https:\/\/open\.spotify\.com\/(?:intl-\w+\/)?track\/)?([A-Za-z0-9]{22})(?:\?.*)?$/.exec(
    text ?? '',
  )?.[1];

/** Exportify joins artists with ",", newer exports with ";". A name such as "Earth, Wind & Fire" needs the latter. */
const artistNames = (text: string): string[] =>
  text
    .split(text.includes(';') ? ';' : /,\s*/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const toTrack = (
  row: Row,
  at: number,
  read: ReturnType<typeof reader>,
  file: string,
  problems: string[],
): Track[] => {
  const title = read(row, 'title');
  const artists = read(row, 'artists');
  const album = read(row, 'album');
  if (title === undefined || artists === undefined || album === undefined) {
    problems.push(`${file}: row ${at + 2}: needs a title, an artist and an album`);
    return [];
  }
  const releaseDate = read(row, 'releaseDate');
  const length = lengthMs(read(row, 'durationMs'), read(row, 'duration'));
  const spotify = spotifyId(read(row, 'spotify'));
  const source =
    spotify === undefined ? `playlist export ${file}` : `Spotify track ${spotify} (playlist export)`;
  return [
    {
      title,
      artists: artistNames(artists).map((name) => ({ names: [name] })),
      album,
      ...(releaseDate !== undefined && { releaseDate }),
      ...(length !== undefined && { lengthMs: length }),
      ...(spotify !== undefined && { spotifyId: spotify }),
      source,
    },
  ];
};

/** Tracks of a playlist export. Rows that name no title, artist or album are returned as problems. */
export const readPlaylistCsv = async (path: string): Promise<{ tracks: Track[]; problems: string[] }> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartupError([
      `${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  });
  const file = basename(path);
  const problems: string[] = [];
  try {
    const rows = parse<Record<string, string>>(text, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    const read = reader(Object.keys(rows[0] ?? {}));
    return { tracks: rows.flatMap((row, at) => toTrack(row, at, read, file, problems)), problems };
  } catch (error) {
    throw new StartupError([
      `${path}: is not a CSV file: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
};
