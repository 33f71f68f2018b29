import { omit } from '../omit.ts';
import type { Catalogue, Drama, Song } from './catalogue.ts';
import type { Artist, DramaFile, TitleOnlyDrama } from './schema.ts';

/** A parsed file with its name, as problems cite it. */
export interface Sourced<T> {
  readonly file: string;
  readonly value: T;
}

export interface CatalogueParts {
  readonly dramas: readonly Sourced<DramaFile>[];
  readonly titleOnly: readonly Sourced<TitleOnlyDrama>[];
  readonly artists: readonly Sourced<Artist>[];
}

/** Where something is wrong in the data, and what. */
export interface CatalogueProblem {
  readonly file: string;
  readonly field: string;
  readonly reason: string;
}

export interface BuiltCatalogue {
  readonly catalogue: Catalogue;
  readonly problems: readonly CatalogueProblem[];
}

/** Ids and aliases of one kind of thing: which id each name leads to, and what collides. */
const createIdTable = (report: (problem: CatalogueProblem) => void) => {
  const owners = new Map<string, { id: string; file: string; isAlias: boolean }>();
  const add = (name: string, id: string, file: string, field: string, isAlias: boolean): void => {
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, { id, file, isAlias });
    else {
      const what = isAlias || owner.isAlias ? 'collides with an id or alias' : 'duplicate id, also';
      report({ file, field, reason: `"${name}" ${what} in ${owner.file}` });
    }
  };
  return {
    addIds(row: { id: string; aliases?: string[] | undefined }, file: string, path: string): void {
      add(row.id, row.id, file, `${path}id`, false);
      row.aliases?.forEach((alias, at) => {
        add(alias, row.id, file, `${path}aliases[${at}]`, true);
      });
    },
    idOf: (name: string): string | undefined => owners.get(name)?.id,
  };
};

const group = <Item, Key>(items: Iterable<Item>, keysOf: (item: Item) => Iterable<Key>): Map<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const list = groups.get(key);
      if (list) list.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
};

/** Records of one drama name the same pages: each address is kept once. */
const createSharing = () => {
  const known = new Map<string, string>();
  const shareOne = (text: string): string => {
    const first = known.get(text) ?? text;
    known.set(text, first);
    return first;
  };
  return (texts: readonly string[]): string[] => texts.map(shareOne);
};

const artistsOf = (song: Song): string[] =>
  [song.credits, ...(song.versions ?? []).map(({ credits }) => credits ?? [])]
    .flat()
    .map(({ artist }) => artist);

const partNumber = ({ part }: Song): number => {
  if (part === undefined) return 900;
  return /^\d+$/.test(part) ? Number(part) : 800;
};

/** Part by part, named parts after numbered ones and unknown parts last; then by release. */
const byPart = (a: Song, b: Song): number =>
  partNumber(a) - partNumber(b) || (a.releaseDate ?? '9').localeCompare(b.releaseDate ?? '9');

/**
 * Resolves every reference between the files. The catalogue is complete but for what `problems` names; a caller that
 * must not run on broken data refuses when there is one.
 */
export const buildCatalogue = (parts: CatalogueParts): BuiltCatalogue => {
  const problems: CatalogueProblem[] = [];
  const report = (problem: CatalogueProblem): void => void problems.push(problem);
  const dramaIds = createIdTable(report);
  const songIds = createIdTable(report);
  const artistIds = createIdTable(report);
  for (const { file, value } of parts.artists) artistIds.addIds(value, file, `${value.id}: `);
  for (const { file, value } of parts.dramas) dramaIds.addIds(value, file, '');
  for (const { file, value } of parts.titleOnly) dramaIds.addIds(value, file, `${value.id}: `);

  const resolve = (
    table: typeof artistIds,
    name: string,
    file: string,
    field: string,
    what: string,
  ): string => {
    const id = table.idOf(name);
    if (id === undefined) report({ file, field, reason: `unknown ${what} "${name}"` });
    return id ?? name;
  };
  const share = createSharing();
  const artists = new Map<string, Artist>();
  for (const { file, value } of parts.artists) {
    const memberOf = value.memberOf?.map((id, at) =>
      resolve(artistIds, id, file, `${value.id}: memberOf[${at}]`, 'artist'),
    );
    artists.set(value.id, { ...value, sources: share(value.sources), ...(memberOf && { memberOf }) });
  }

  const songs = new Map<string, Song>();
  for (const { file, value: drama } of parts.dramas) {
    drama.songs.forEach((row, at) => {
      const path = `songs[${at}].`;
      songIds.addIds(row, file, path);
      const credits = row.credits.map((credit, index) => ({
        ...credit,
        artist: resolve(artistIds, credit.artist, file, `${path}credits[${index}].artist`, 'artist'),
      }));
      row.versions?.forEach(({ credits: versionCredits }, index) => {
        versionCredits?.forEach(({ artist }, position) =>
          resolve(artistIds, artist, file, `${path}versions[${index}].credits[${position}].artist`, 'artist'),
        );
      });
      const also =
        row.alsoIn?.map((id, index) => resolve(dramaIds, id, file, `${path}alsoIn[${index}]`, 'drama')) ?? [];
      const sources = share(row.sources);
      songs.set(row.id, { ...omit(row, 'alsoIn'), sources, credits, dramaIds: [drama.id, ...also] });
    });
  }
  const songsByDrama = group(songs.values(), ({ dramaIds: ids }) => ids);
  for (const list of songsByDrama.values()) list.sort(byPart);
  const songsByArtist = group(songs.values(), artistsOf);
  const members = group(artists.values(), ({ memberOf }) => memberOf ?? []);

  const dramas = new Map<string, Drama>();
  for (const { value } of parts.dramas) {
    dramas.set(value.id, {
      ...omit(value, '$schema', 'songs'),
      sources: share(value.sources),
      songIds: (songsByDrama.get(value.id) ?? []).map(({ id }) => id),
    });
  }
  for (const { value } of parts.titleOnly)
    dramas.set(value.id, {
      ...value,
      sources: share(value.sources),
      songIds: (songsByDrama.get(value.id) ?? []).map(({ id }) => id),
    });

  const lookup =
    <T>(table: typeof artistIds, rows: ReadonlyMap<string, T>) =>
    (name: string) => {
      const id = table.idOf(name);
      return id === undefined ? undefined : rows.get(id);
    };
  return {
    problems,
    catalogue: {
      dramas,
      songs,
      artists,
      drama: lookup(dramaIds, dramas),
      song: lookup(songIds, songs),
      artist: lookup(artistIds, artists),
      songsOfDrama: (dramaId) => songsByDrama.get(dramaIds.idOf(dramaId) ?? '') ?? [],
      songsOfArtist: (artistId) => songsByArtist.get(artistIds.idOf(artistId) ?? '') ?? [],
      membersOf: (groupId) => members.get(artistIds.idOf(groupId) ?? '') ?? [],
    },
  };
};
