import type { Artist } from '../schema.ts';
import type { People } from './artists.ts';
import { keyOf, unique } from './text.ts';

const namesOf = ({ names }: Artist): string[] =>
  [names.en, names.ko, ...(names.other ?? [])].filter((name) => name !== undefined).map(keyOf);

const mainKey = (en: string | undefined, ko: string | undefined): string =>
  `${keyOf(en ?? '')}|${keyOf(ko ?? '')}`;

/**
 * Ids given out before, by person: the first is the id, the others are aliases. First come those whose main names are the
 * same, then those that share any name; a row whose names now all belong to one person was merged into that person.
 */
export const knownArtistIds = (
  keys: readonly string[],
  people: People,
  existing: readonly Artist[],
): ReadonlyMap<string, readonly string[]> => {
  const ids = new Map<string, string[]>();
  const free = new Set(existing);
  const give = (key: string, artist: Artist | undefined): void => {
    if (!artist) return;
    free.delete(artist);
    ids.set(key, unique([...(ids.get(key) ?? []), artist.id, ...(artist.aliases ?? [])]));
  };
  const byMain = Map.groupBy(existing, ({ names }) => mainKey(names.en, names.ko));
  for (const key of keys) {
    const person = people.person(key);
    const same = byMain.get(mainKey(person?.latin[0], person?.hangul[0])) ?? [];
    give(
      key,
      same.find((artist) => free.has(artist)),
    );
  }
  const namesByKey = new Map(
    keys.map((key) => {
      const person = people.person(key);
      const plain = key.replace(/^(?:la|ko):|#.+$/g, '');
      return [key, new Set([...(person?.hangul ?? []), ...(person?.latin ?? []), plain].map(keyOf))] as const;
    }),
  );
  const byName = new Map<string, Artist[]>();
  for (const artist of existing) {
    for (const name of namesOf(artist)) byName.set(name, [...(byName.get(name) ?? []), artist]);
  }
  for (const [key, names] of namesByKey) {
    if (!ids.has(key))
      give(
        key,
        [...names].flatMap((name) => byName.get(name) ?? []).find((artist) => free.has(artist)),
      );
  }
  for (const artist of existing) {
    const names = namesOf(artist);
    const owners = keys.filter((key) => names.every((name) => namesByKey.get(key)?.has(name)));
    const [only] = owners;
    if (free.has(artist) && only !== undefined && owners.length === 1) give(only, artist);
  }
  return ids;
};
