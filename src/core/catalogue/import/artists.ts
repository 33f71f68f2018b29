import type { ImportLog } from './log.ts';
import type { Overrides, RawArtist, RawSong } from './raw-rows.ts';
import { cleanText, hasHangul, keyOf, romanised, soundKey, unique } from './text.ts';
import { createUnion } from './union.ts';

/** A name as one row gives it, in one or both scripts. */
export interface Mention {
  readonly latin?: string;
  readonly hangul?: string;
  readonly group?: string;
  /** Tells people of one name apart; only overrides give it. */
  readonly mark?: string;
}

/** One person or group, with every name and source under which the rows know them. */
export interface Person {
  readonly key: string;
  readonly latin: readonly string[];
  readonly hangul: readonly string[];
  readonly groups: readonly string[];
  readonly isGroup: boolean;
  readonly sources: readonly string[];
}

export interface People {
  /** The key of the person a mention means. */
  resolve(mention: Mention): string;
  person(key: string): Person | undefined;
  /** All keys, in the order in which the rows name them. */
  keys(): readonly string[];
}

/** "민니 ((여자)아이들)" names the singer and the group. "f(x)" and "(G)I-DLE" are names. */
export const readMention = (name: string, nameKo: string | null | undefined): Mention => {
  const [unmarked = '', mark] = cleanText(name).split('#');
  const withGroup = /^(.+?) \((.+)\)$/.exec(unmarked);
  const own = withGroup?.[1] ?? unmarked;
  const hangulName = cleanText(nameKo ?? '').replace(/ \(.+\)$|#.+$/, '');
  const hangul = hasHangul(hangulName) ? { hangul: hangulName } : {};
  const group = withGroup?.[2];
  return {
    ...(hasHangul(own) ? { hangul: own } : { latin: own, ...hangul }),
    ...(group !== undefined && { group }),
    ...(mark !== undefined && { mark }),
  };
};

/** The singers of a row. A combined name beside its parts ("시연 & 다미" beside both) says nothing new. */
export const mentionsOf = (row: Pick<RawSong, 'artists' | 'artists_ko'>): Mention[] => {
  const all = row.artists.map((name, at) => readMention(name, row.artists_ko?.[at]));
  const names = new Set(
    all.flatMap(({ latin, hangul }) => [latin, hangul].filter((name) => name !== undefined).map(keyOf)),
  );
  return all.filter(({ latin, hangul }) => {
    const parts = (hangul ?? latin ?? '').split(/\s*[&,]\s*/);
    return parts.length < 2 || !parts.every((part) => names.has(keyOf(part)));
  });
};

interface Facts {
  readonly latin: Map<string, number>;
  readonly hangul: Map<string, number>;
  readonly groups: Set<string>;
  readonly sources: Set<string>;
  isGroup: boolean;
}

const keyOfMention = ({ latin, hangul, mark }: Mention): string =>
  `${hangul === undefined ? `la:${keyOf(latin ?? '')}` : `ko:${keyOf(hangul)}`}${mark === undefined ? '' : `#${mark}`}`;

const count = (names: Map<string, number>, name: string, by: number): void => {
  names.set(name, (names.get(name) ?? 0) + by);
};

/** Most used first; of equally used spellings the one that is not all capitals. */
const ranked = (names: ReadonlyMap<string, number>): string[] =>
  [...names]
    .map(([name, uses]) => ({
      name,
      uses: uses + (name.length > 4 && name === name.toUpperCase() ? -0.5 : 0),
    }))
    .sort((a, b) => b.uses - a.uses)
    .map(({ name }) => name);

/** Latin name → the Hangul names it stands beside in the given pairs. */
const pairings = (mentions: readonly Mention[]): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { latin, hangul, mark } of mentions) {
    if (latin === undefined || hangul === undefined || mark !== undefined) continue;
    const key = keyOf(latin);
    found.set(key, (found.get(key) ?? new Set()).add(keyOf(hangul)));
  }
  return found;
};

/** A single short name ("Jay", "Luna") is shared by many people, so a list of artists alone cannot say who is meant. */
const isTelling = (latin: string): boolean => latin.includes(' ') || keyOf(latin).length >= 8;

/**
 * Finds out who is who. A Hangul name is one person; a Latin name belongs to the Hangul name it stands beside, when
 * there is only one. Latin-only and Hangul-only names become one when the rows pair them elsewhere, when an artist list
 * pairs a telling name, when a full Korean name is the other's romanisation, or when a person says so in the overrides.
 */
export const identifyPeople = (
  songs: readonly RawSong[],
  artists: readonly RawArtist[],
  overrides: Overrides,
  log: ImportLog,
): People => {
  const union = createUnion<string>();
  const mentions = songs.flatMap(mentionsOf);
  const listed = artists.map((artist) => ({
    mention: readMention(artist.name ?? artist.name_ko ?? '', artist.name_ko),
    artist,
  }));
  const pairs = pairings(mentions);
  const listedPairs = pairings(listed.map(({ mention }) => mention));
  const used = unique(mentions.map(keyOfMention));
  const latinKeysOfHangul = new Set(
    mentions.filter((m) => m.latin !== undefined && m.hangul).map(keyOfMention),
  );

  for (const { names } of overrides.sameArtists) {
    const keys = names.map((name) => keyOfMention(readMention(name, undefined)));
    for (const key of keys.slice(1)) {
      if (union.join(keys[0] ?? key, key)) log.merged('same artist, decided by hand', names.join(' = '));
    }
  }
  for (const mention of mentions) {
    const { latin, hangul } = mention;
    if (latin === undefined || hangul !== undefined) continue;
    const own = keyOfMention(mention);
    const beside = pairs.get(keyOf(latin));
    const listedAs = isTelling(latin) && beside === undefined ? listedPairs.get(keyOf(latin)) : undefined;
    const candidates = beside ?? listedAs;
    if (candidates === undefined || union.find(own) !== own) continue;
    const [only] = candidates;
    if (candidates.size > 1)
      log.undecided(
        'a Latin name that stands beside several Hangul names',
        `${latin}: ${[...candidates].join(', ')}`,
      );
    else if (only !== undefined && union.join(`ko:${only}`, own)) {
      log.merged(
        beside ? 'same artist, paired in other rows' : 'same artist, paired in the list of artists',
        `${latin} = ${only}`,
      );
    }
  }
  // Members name their group in Latin letters, songs often in Hangul: the list of groups pairs the two.
  const groupNames = new Set(listed.flatMap(({ artist }) => (artist.group ?? []).map(keyOf)));
  const groupPairs = pairings(listed.flatMap(({ mention, artist }) => (artist.group?.length ? [] : mention)));
  for (const name of groupNames) {
    const [only, ...others] = groupPairs.get(name) ?? [];
    if (only !== undefined && others.length === 0) union.join(`ko:${only}`, `la:${name}`);
  }
  const bySound = new Map<string, string[]>();
  for (const key of used) {
    const hangul = key.startsWith('ko:') ? key.slice(3) : '';
    if (hangul.length < 3 || !/^[가-힣]+$/.test(hangul) || latinKeysOfHangul.has(key)) continue;
    const sound = soundKey(romanised(hangul));
    bySound.set(sound, [...(bySound.get(sound) ?? []), key]);
  }
  for (const { latin, hangul } of mentions) {
    if (latin === undefined || hangul !== undefined) continue;
    const own = `la:${keyOf(latin)}`;
    const [only, ...others] = bySound.get(soundKey(latin)) ?? [];
    if (union.find(own) !== own || only === undefined || others.length > 0) continue;
    if (union.join(only, own))
      log.merged('same artist, a full name romanised', `${latin} = ${only.slice(3)}`);
  }

  const facts = new Map<string, Facts>();
  const factsOf = (key: string): Facts => {
    const root = union.find(key);
    const found = facts.get(root) ?? {
      latin: new Map(),
      hangul: new Map(),
      groups: new Set(),
      sources: new Set(),
      isGroup: false,
    };
    facts.set(root, found);
    return found;
  };
  songs.forEach((song) => {
    for (const mention of mentionsOf(song)) {
      const known = factsOf(keyOfMention(mention));
      if (mention.latin !== undefined) count(known.latin, mention.latin, 1);
      if (mention.hangul !== undefined) count(known.hangul, mention.hangul, 1);
      if (mention.group !== undefined) known.groups.add(mention.group);
      for (const source of song.source) known.sources.add(source);
    }
  });
  const resolve = (mention: Mention): string => {
    const key = union.find(keyOfMention(mention));
    const beside = mention.hangul === undefined ? pairs.get(keyOf(mention.latin ?? '')) : undefined;
    const [only] = beside ?? [];
    // A name that only stands in a title ("feat. X") was not seen when the rows were paired.
    return !facts.has(key) && beside?.size === 1 && only !== undefined ? union.find(`ko:${only}`) : key;
  };
  const latinBeside = new Map<string, Set<string>>();
  for (const { mention } of listed) {
    if (mention.hangul === undefined || mention.latin === undefined) continue;
    const key = keyOf(mention.hangul);
    latinBeside.set(key, (latinBeside.get(key) ?? new Set()).add(keyOf(mention.latin)));
  }
  for (const { mention, artist } of listed) {
    const known = factsOf(keyOfMention(mention));
    const latinKeys = new Set([...known.latin.keys()].map(keyOf));
    // The same Hangul name beside another Latin one may be another person, so its facts count only when the Latin names agree.
    const fits = mention.latin === undefined || latinKeys.size === 0 || latinKeys.has(keyOf(mention.latin));
    const alone = mention.hangul === undefined || (latinBeside.get(keyOf(mention.hangul))?.size ?? 0) < 2;
    if (!fits || (latinKeys.size === 0 && !alone)) continue;
    if (mention.latin !== undefined) count(known.latin, mention.latin, latinKeys.size === 0 ? 0.5 : 0.1);
    if (mention.hangul !== undefined) count(known.hangul, mention.hangul, 0.1);
    for (const group of artist.group ?? []) known.groups.add(cleanText(group));
    if (artist.source.some((source) => source.includes('groups')) && (artist.group ?? []).length === 0)
      known.isGroup = true;
    for (const source of artist.source) known.sources.add(source);
  }
  return {
    resolve,
    keys: () => [...facts.keys()],
    person(key) {
      const known = facts.get(union.find(key));
      return (
        known && {
          key: union.find(key),
          latin: ranked(known.latin),
          hangul: ranked(known.hangul),
          groups: [...known.groups],
          isGroup: known.isGroup,
          sources: [...known.sources].sort(),
        }
      );
    },
  };
};
