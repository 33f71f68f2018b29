import { describe, expect, test } from 'vitest';
import { createCommands } from '../../../src/commands/index.ts';
import type { CommandDeps } from '../../../src/commands/index.ts';
import { localPath } from '../../../src/i18n/commands.ts';
import { en } from '../../../src/i18n/en.ts';
import { partyErrors } from '../../../src/i18n/en/party.ts';
import { createLocaleOf, createTexts, languageName, localeCodes } from '../../../src/i18n/index.ts';
import { commandPaths } from '../../support/command-paths.ts';

/** What a text may be given, by the name of the parameter; every other parameter is a number. */
const samples: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    [
      'title',
      'name',
      'member',
      'members',
      'names',
      'host',
      'guess',
      'query',
      'answer',
      'team',
      'theme',
      'mood',
    ].map((name) => [name, '도깨비']),
  ),
  ...Object.fromEntries(
    [
      'genres',
      'language',
      'zone',
      'time',
      'scope',
      'period',
      'result',
      'round',
      'pairs',
      'a',
      'b',
      'role',
      'word',
      'drama',
      'dramas',
      'artist',
      'song',
      'text',
      'reason',
      'kinds',
      'date',
      'position',
    ].map((name) => [name, '서울']),
  ),
  permissions: ['ViewChannel', 'SendMessages'],
  channelIds: ['1', '2'],
  of: ['store', 'cache'],
  from: 'packages',
  origin: 'itunes',
  day: '2026-11-21',
  part: '3',
  years: '2016',
  errorId: '7',
  version: '1',
  problem: { reason: 'unreadable', rest: '서울' },
  widen: [
    { drop: 'years', found: 4 },
    { drop: 'difficulty', found: 9 },
    { drop: 'pool', found: 30 },
  ],
};

/** Any parameters: a number where one is expected alone, else whatever is asked for. */
const anything = (more: Readonly<Record<string, unknown>> = {}): unknown =>
  new Proxy(
    {},
    {
      get: (_target, key) =>
        key === Symbol.toPrimitive ? () => 3 : (more[String(key)] ?? samples[String(key)] ?? 3),
    },
  );

/** Where a parameter means another thing than under its usual name. */
const exceptions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'errors.missingBotPermissions': { permissions: '서울' },
  'errors.missingMemberPermissions': { permissions: '서울' },
  'moods.byMembers': { members: 12 },
  'leaderboard.page': { members: 12 },
  'watched.page': { dramas: 12 },
  'memory.page': { memories: 12 },
  'doctor.finding.catalogueRead': { dramas: 12 },
  'errors.voiceForbidden': { permissions: 'Connect, Speak' },
  'quiz.round': { round: 2 },
  'quiz.voided': { round: 2 },
  'ost.range': { of: 9 },
  'stamps.progress': { of: 9 },
  'worldcup.pair': { pairs: 8 },
  'worldcup.progress': { pairs: 8 },
};

/** Every text with its path, functions called. `count` needs forms and is seen in the texts that use it. */
const rendered = (value: unknown, path = ''): readonly (readonly [string, string])[] => {
  if (value === undefined) return [];
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function')
    return [[path, String((value as (params: unknown) => unknown)(anything(exceptions[path])))]];
  return Object.entries(value as object)
    .filter(([key]) => path !== '' || (key !== 'count' && key !== 'locale'))
    .flatMap(([key, inner]) => rendered(inner, path === '' ? key : `${path}.${key}`));
};

const textsIn = (code: string) => createTexts('en')(code);

/** The texts of a language that are its own. */
const partyPaths: ReadonlySet<string> = new Set(Object.keys(partyErrors).map((key) => `errors.${key}`));

const ownTexts = (code: string) => {
  const english = new Map<string, unknown>(Object.entries(en));
  return (
    Object.entries(textsIn(code))
      .filter(([group, value]) => code === 'en' || english.get(group) !== value)
      .filter(([group]) => !['count', 'locale'].includes(group))
      .flatMap(([group, value]) => rendered(value, group))
      // Errors about parties are in English where parties are.
      .filter(([path]) => code === 'en' || code === 'ko' || !partyPaths.has(path))
  );
};

const others = localeCodes.filter((code) => code !== 'en');
const paths = commandPaths(createCommands({} as CommandDeps));

const isModalTitle = (path: string) => /(modalTitle|^party\.editTitle|^reports\.title)$/.test(path);
const isFieldLabel = (path: string) =>
  /(modalLabel|^party\.(addLabel$|editFields\.)|^reports\.question)$/.test(path);
const isFieldHint = (path: string) => /(modalHint|^party\.addHint|^reports\.example)$/.test(path);
const buttons =
  /^(ost\.(save|previous|next|wholeOst|similar|anotherOne|moreBy)|moods\.(tagIt|undo)|reports\.button|daily\.(answer|nextClue|share)|worldcup\.(pause|resume)|favourites\.undo|stamps\.(open|back|kind\..*)|party\.(schedule|never|buttons\..*|setlistButtons\..*|cancelOne|cancelAll|cancelYes|keep|rsvp\.(going|goingNext|maybe|no|remindMe))|settings\.(undo|reset\..*)|quiz\.(skip|hint|stop|rematch|report|begin|join|team\..*|widening\..*|near\.(accept|undo)))$/;

const limitOf = (path: string, text: string): number => {
  if (isModalTitle(path) || isFieldLabel(path)) return 45;
  if (isFieldHint(path)) return 100;
  if (buttons.test(path)) return 80;
  if (text.endsWith('…')) return 150;
  // A sentence is sent with others: a message holds 2,000 characters.
  return 600;
};

describe.each(localeCodes)('the texts in %s', (code) => {
  test('are there, whole, and no longer than Discord takes', () => {
    const wrong = rendered(textsIn(code)).filter(
      ([path, text]) =>
        (text === '' && path !== 'worldcup.by.votes') ||
        text.length > limitOf(path, text) ||
        /undefined|NaN|\[object|Proxy/.test(text),
    );
    expect(wrong).toEqual([]);
  });

  test('name commands as members of that language type them', () => {
    const known = new Set(paths.map(({ path }) => `/${localPath(code, path)}`));
    const options = new Set(paths.map(({ path }) => localPath(code, path).split(' ').at(-1)));
    const wrong = ownTexts(code).filter(([, text]) =>
      [...text.matchAll(/`([^`]+)`/g)].some(([, span = '']) => {
        const option = /(?:^| )(\p{L}[\p{L}-]*): /u.exec(span);
        const command = span.slice(0, option?.index);
        return (
          (command.startsWith('/') && !known.has(command)) ||
          (option !== null && !options.has(option[1] ?? ''))
        );
      }),
    );
    expect(wrong).toEqual([]);
  });
});

test('the sentences of a language are not left in English', () => {
  const english = new Map(rendered(en));
  const same = others.flatMap((code) =>
    ownTexts(code).filter(
      ([path, text]) =>
        english.get(path) === text && (text.replace(/<[^>]*>/g, '').match(/[a-z]{2,}/gi) ?? []).length > 2,
    ),
  );
  expect(same).toEqual([]);
});

test('Korean errors call permissions as Discord does', () => {
  expect(textsIn('ko').errors.missingBotPermissions({ permissions: 'View Channel, Embed Links' })).toContain(
    '**채널 보기, 링크 첨부**',
  );
});

test('Korean is complete and holds no English but names', () => {
  const names =
    /\/ost|OST|DM|K-드라마|Sonagi|CONTRIBUTING\.md|Add a drama|Discord|DJ|dj|Developer Portal|Bot|Message Content Intent|DAVE|FFmpeg|FFMPEG_PATH|AUDIO_LIBRARY|AUDIO_PREVIEWS|STORE_URL|NTP|GB|iTunes|Deezer|itunes|deezer|npm ci|https|2010s|vs|PATH/g;
  const korean = ownTexts('ko');
  // A theme may go by more words in one language than in another.
  const pathsOf = (texts: readonly (readonly [string, string])[]) =>
    texts
      .map(([path]) => path)
      .filter((path) => !path.startsWith('worldcup.words.'))
      .toSorted();
  expect(pathsOf(korean)).toEqual(pathsOf(rendered(en)));
  const left = korean
    .map(([path, text]) => [path, text.replace(/<[^>]*>/g, '').replace(names, '')] as const)
    .filter(([, text]) => /[a-z]{2,}/i.test(text));
  expect(left).toEqual([]);
});

describe('a language is found', () => {
  const localeOf = createLocaleOf('fr');
  test.each([
    ['ko', 'ko'],
    ['en-GB', 'en'],
    ['es-419', 'es-ES'],
    ['es-ES', 'es-ES'],
    ['pt-BR', 'pt-BR'],
    ['ja', 'ja'],
    ['de', 'fr'],
    ['', 'fr'],
    [null, 'fr'],
    ['constructor', 'fr'],
  ])('for %s: %s', (asked, found) => {
    expect(localeOf(asked)).toBe(found);
    expect(createTexts('fr')(asked).locale).toBe(found);
  });

  test('and called by its own name', () => {
    expect(localeCodes.map(languageName)).toEqual([
      'English',
      '한국어',
      'Español de España',
      'Português (Brasil)',
      'Indonesia',
      '日本語',
      'Français',
    ]);
  });
});

test('numbers, counts and days are written as the language does', () => {
  expect(textsIn('ko').quiz.scoreLine({ name: '민서', points: 12_345 })).toBe('민서 · 12,345점');
  expect(textsIn('es-ES').quiz.scoreLine({ name: 'Ana', points: 12_345 })).toBe('Ana · 12.345 puntos');
  expect(textsIn('es-ES').quiz.scoreLine({ name: 'Ana', points: 1 })).toBe('Ana · 1 punto');
  // French counts nought as one thing.
  expect(textsIn('fr').ost.songCount({ songs: 0 })).toBe('0 chanson');
  expect(textsIn('fr').ost.songCount({ songs: 2 })).toBe('2 chansons');
  expect(textsIn('ko').daily.title({ day: '2026-11-21' })).toBe('오늘의 문제 · 2026년 11월 21일');
  expect(textsIn('pt-BR').daily.title({ day: '2026-11-21' })).toContain('21 de novembro de 2026');
});
