import type { Artist } from '../schema.ts';
import { knownArtistIds } from './artist-ids.ts';
import type { People, Person } from './artists.ts';
import type { ImportLog } from './log.ts';
import type { Overrides } from './raw-rows.ts';
import { slugify, type SlugPool } from './slugs.ts';
import { compareText, hasHangul, keyOf, unique, uniqueByKey } from './text.ts';

const nameOf = (person: Person): string => person.latin[0] ?? person.hangul[0] ?? person.key;

/** Groups under one spelling each; a unit ("Sistar19", "LOONA 1/3") counts as the group it comes from. */
const mainGroups = (groups: readonly string[], keyOfGroup: (name: string) => string): string[] => {
  const keys = unique(groups.map(keyOfGroup));
  const plain = (key: string): string => key.replace(/^(?:la|ko):/, '');
  return keys.filter((key) => !keys.some((other) => other !== key && plain(key).startsWith(plain(other))));
};

interface ArtistRowsInput {
  readonly people: People;
  readonly usedKeys: readonly string[];
  readonly overrides: Overrides;
  readonly slugs: SlugPool;
  /** What `data/` holds: its ids are kept. */
  readonly existing: readonly Artist[];
  readonly log: ImportLog;
}

/** Rows of `data/artists.json` for the people songs credit and for their groups, and the id of each key. */
export const artistRows = ({
  people,
  usedKeys,
  overrides,
  slugs,
  existing,
  log,
}: ArtistRowsInput): { artists: Artist[]; idOf: (key: string) => string } => {
  const groupSpelling = new Map(
    overrides.sameGroups.flatMap((names) => names.map((name) => [keyOf(name), names[0] ?? name] as const)),
  );
  const keyOfGroup = (name: string): string => {
    const spelling = groupSpelling.get(keyOf(name)) ?? name;
    return people.resolve(hasHangul(spelling) ? { hangul: spelling } : { latin: spelling });
  };
  const groupKeyOfPerson = (person: Person): string[] => {
    const decided = [person.key.replace(/^(?:la|ko):/, ''), ...person.hangul, ...person.latin]
      .map((name) => overrides.memberOf[name])
      .find((value) => value !== undefined);
    if (decided !== undefined) return decided.map(keyOfGroup);
    const groups = mainGroups(person.groups, keyOfGroup).filter((key) => key !== person.key);
    if (groups.length === 1) {
      log.merged(
        'member of a group, by name in the list of artists',
        `${nameOf(person)} (${person.hangul[0] ?? '–'}): ${person.groups.join(', ')}`,
      );
    }
    if (groups.length < 2) return groups;
    log.undecided(
      'a name in several groups: one person, or several',
      `${nameOf(person)} (${person.hangul[0] ?? '–'}): ${person.groups.join(', ')}`,
    );
    return [];
  };

  const used = unique(usedKeys.map((key) => people.person(key)?.key ?? key));
  const groupsOf = new Map<string, string[]>();
  for (const key of used) {
    const person = people.person(key);
    if (person) groupsOf.set(key, groupKeyOfPerson(person));
  }
  const groupKeys = new Set([...groupsOf.values()].flat());
  const keys = unique([...used, ...groupKeys]);
  const ids = new Map<string, string>();
  const kept = knownArtistIds(keys, people, existing);
  for (const [key, [id]] of kept) if (id !== undefined) ids.set(key, id);
  for (const { id, aliases } of existing) for (const name of [id, ...(aliases ?? [])]) slugs.reserve(name);
  const fallbackName = (key: string): string => {
    const plain = key.replace(/^(?:la|ko):/, '');
    for (const person of used.map((one) => people.person(one))) {
      const spelled = person?.groups.find(
        (group) => keyOf(groupSpelling.get(keyOf(group)) ?? group) === plain,
      );
      if (spelled !== undefined) return groupSpelling.get(plain) ?? spelled;
    }
    return plain;
  };
  for (const key of keys) {
    if (ids.has(key)) continue;
    const person = people.person(key);
    const name = slugify(person ? nameOf(person) : fallbackName(key), 50);
    const group = groupsOf.get(key)?.[0];
    const groupName =
      group === undefined
        ? ''
        : slugify(
            nameOf(
              people.person(group) ?? {
                latin: [fallbackName(group)],
                hangul: [],
                key: group,
                groups: [],
                isGroup: true,
                sources: [],
              },
            ),
            30,
          );
    ids.set(key, slugs.take([name, groupName === '' ? '' : `${name}-${groupName}`, name]));
  }
  const idOf = (key: string): string => ids.get(people.person(key)?.key ?? key) ?? key;

  const artists = keys.map((key): Artist => {
    const person = people.person(key);
    const latin = person?.latin ?? [];
    const hangul = person?.hangul ?? [];
    const name = latin[0] ?? (hangul.length === 0 ? fallbackName(key) : undefined);
    const names = uniqueByKey([...(name === undefined ? [] : [name]), ...latin]);
    const otherNames = uniqueByKey([...names.slice(1), ...uniqueByKey(hangul).slice(1)]);
    const memberOf = (groupsOf.get(key) ?? []).map(idOf).sort(compareText);
    const isGroup = groupKeys.has(key) || (person?.isGroup ?? false);
    const aliases = (kept.get(key) ?? []).slice(1);
    return {
      id: idOf(key),
      ...(aliases.length > 0 && { aliases }),
      names: {
        ...(names[0] !== undefined && { [hasHangul(names[0]) ? 'ko' : 'en']: names[0] }),
        ...(hangul[0] !== undefined && { ko: hangul[0] }),
        ...(otherNames.length > 0 && { other: otherNames }),
      },
      ...(isGroup ? { kind: 'group' as const } : memberOf.length > 0 && { kind: 'member' as const }),
      ...(memberOf.length > 0 && { memberOf }),
      sources: [...(person?.sources ?? [])],
    };
  });
  return { artists: artists.sort((a, b) => compareText(a.id, b.id)), idOf };
};
