import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkCatalogue, loadCatalogue, problemText } from '../../src/adapters/catalogue-files.ts';
import { StartupError } from '../../src/core/errors.ts';
import {
  createCatalogueFolder,
  runCatalogueCli,
  someArtists,
  someDrama,
} from '../support/catalogue-folder.ts';

const [song] = someDrama.songs;
const withSong = (change: object) => ({ 'run-on.json': { ...someDrama, songs: [{ ...song, ...change }] } });
const without = (key: string): object =>
  Object.fromEntries(Object.entries(song!).filter(([name]) => name !== key));

type Broken = [what: string, content: Parameters<typeof createCatalogueFolder>[0], line: RegExp];
const broken: Broken[] = [
  [
    'a missing source',
    { dramas: { 'run-on.json': { ...someDrama, songs: [without('sources')] } } },
    /^dramas\/run-on\.json: songs\[0\]\.sources: /m,
  ],
  [
    'an empty list of sources',
    { dramas: withSong({ sources: [] }) },
    /songs\[0\]\.sources: needs at least one source/,
  ],
  [
    'an unknown artist',
    { dramas: withSong({ credits: [{ artist: 'nobody', role: 'performer' }] }) },
    /^dramas\/run-on\.json: songs\[0\]\.credits\[0\]\.artist: unknown artist "nobody"/m,
  ],
  [
    'an unknown artist of a version',
    {
      dramas: withSong({
        versions: [
          {
            kind: 'cover',
            titles: { en: 'X' },
            credits: [{ artist: 'nobody', role: 'performer' }],
            sources: ['s'],
          },
        ],
      }),
    },
    /versions\[0\]\.credits\[0\]\.artist: unknown artist "nobody"/,
  ],
  [
    'a duplicate song id',
    { dramas: { 'run-on.json': { ...someDrama, songs: [song, song] } } },
    /^dramas\/run-on\.json: songs\[1\]\.id: "blue-bird-solar" duplicate id/m,
  ],
  [
    'a duplicate artist id',
    { artists: [...someArtists, someArtists[0]] },
    /^artists\.json: solar: id: "solar" duplicate id/m,
  ],
  [
    'a drama in a file and in the index',
    { titleOnly: [{ id: 'run-on', titles: { en: 'Run On' }, sources: ['s'] }] },
    /^drama-index\.json: run-on: id: "run-on" duplicate id/m,
  ],
  [
    'an alias that is an id',
    { dramas: withSong({ aliases: ['blue-bird-solar'] }) },
    /songs\[0\]\.aliases\[0\]: "blue-bird-solar" collides/,
  ],
  [
    'a bad date',
    { dramas: withSong({ releaseDate: '2020-13-24' }) },
    /^dramas\/run-on\.json: songs\[0\]\.releaseDate: Invalid ISO date/m,
  ],
  [
    'part 0',
    { dramas: withSong({ part: '0' }) },
    /^dramas\/run-on\.json: songs\[0\]\.part: part "0" does not exist/m,
  ],
  [
    'a Latin title in the Hangul field',
    { dramas: withSong({ titles: { ko: 'Blue Bird' } }) },
    /^dramas\/run-on\.json: songs\[0\]\.titles\.ko: must contain Hangul/m,
  ],
  [
    'no title at all',
    { dramas: withSong({ titles: {} }) },
    /songs\[0\]\.titles: needs an "en" or a "ko" title/,
  ],
  [
    'a field with a typo',
    { dramas: withSong({ relaseDate: '2020-12-24' }) },
    /songs\[0\]: Unrecognized key: "relaseDate"/,
  ],
  [
    'a song used in a drama nobody knows',
    { dramas: withSong({ alsoIn: ['nowhere'] }) },
    /songs\[0\]\.alsoIn\[0\]: unknown drama "nowhere"/,
  ],
  [
    'a group nobody knows',
    { artists: [{ ...someArtists[0], memberOf: ['nobody'] }] },
    /^artists\.json: solar: memberOf\[0\]: unknown artist "nobody"/m,
  ],
  [
    'a file that is not JSON',
    { dramas: { 'run-on.json': '{ "id": ' } },
    /^dramas\/run-on\.json: \(whole file\): is not JSON/m,
  ],
  [
    'a file named otherwise than its drama',
    { dramas: { 'walk-on.json': someDrama } },
    /^dramas\/walk-on\.json: id: "run-on" must be the file's name/m,
  ],
];

describe('npm run catalogue -- validate', () => {
  it('finds nothing in a sound catalogue', async () => {
    await using folder = await createCatalogueFolder({});
    const run = await runCatalogueCli('validate', '--data', folder.dir);
    expect(run).toMatchObject({ code: 0, stderr: '', stdout: '1 dramas, 1 songs, 2 artists: all sound.\n' });
  });

  it.each(broken)('names file, field and reason of %s', async (_what, content, line) => {
    await using folder = await createCatalogueFolder(content);
    const { problems } = await checkCatalogue(folder.dir);
    expect(problems.map(problemText).join('\n')).toMatch(line);
  });

  it('names all broken rows at once', async () => {
    const song2 = { ...song, id: 'two', part: '0', releaseDate: 'soon' };
    await using folder = await createCatalogueFolder({
      dramas: { 'run-on.json': { ...someDrama, songs: [song2] }, 'b.json': 'x' },
    });
    const { code, stderr } = await runCatalogueCli('validate', '--data', folder.dir);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(4);
    expect(stderr).toContain('3 problems.');
  });
});

describe('loadCatalogue', () => {
  it('refuses a broken catalogue with every problem', async () => {
    await using folder = await createCatalogueFolder({ dramas: withSong({ part: '0', sources: [] }) });
    const error: unknown = await loadCatalogue(folder.dir).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StartupError);
    expect((error as StartupError).problems).toHaveLength(2);
  });

  it('says what is missing when there is no catalogue', async () => {
    await expect(loadCatalogue('/nowhere')).rejects.toThrow(/drama-index\.json: \(whole file\): is missing/);
  });

  it('resolves references', async () => {
    await using folder = await createCatalogueFolder({
      dramas: {
        'run-on.json': { ...someDrama, aliases: ['leonon'], songs: [{ ...song, alsoIn: ['walk-on'] }] },
        'walk-on.json': { ...someDrama, id: 'walk-on', songs: [] },
      },
    });
    const catalogue = await loadCatalogue(folder.dir);
    expect(catalogue.drama('leonon')?.id).toBe('run-on');
    expect(catalogue.songsOfDrama('walk-on').map(({ id }) => id)).toEqual(['blue-bird-solar']);
    expect(catalogue.song('blue-bird-solar')?.dramaIds).toEqual(['run-on', 'walk-on']);
    expect(catalogue.songsOfArtist('solar')).toHaveLength(1);
    expect(catalogue.membersOf('mamamoo').map(({ id }) => id)).toEqual(['solar']);
  });
});

describe('npm run catalogue -- add', () => {
  it('writes a skeleton a contributor can fill in, once', async () => {
    await using folder = await createCatalogueFolder({});
    const args = [
      'add',
      '--data',
      folder.dir,
      '--en',
      'Lovely Runner',
      '--ko',
      '선재 업고 튀어',
      '--year',
      '2024',
      '--source',
      'https://example.com/lr',
    ];
    expect((await runCatalogueCli(...args)).code).toBe(0);
    const file: unknown = JSON.parse(
      await readFile(join(folder.dir, 'dramas', 'lovely-runner.json'), 'utf8'),
    );
    expect(file).toMatchObject({
      id: 'lovely-runner',
      titles: { ko: '선재 업고 튀어' },
      year: 2024,
      songs: [],
    });
    expect((await runCatalogueCli('validate', '--data', folder.dir)).code).toBe(0);
    const again = await runCatalogueCli(...args);
    expect(again).toMatchObject({ code: 1 });
    expect(again.stderr).toContain('"lovely-runner" is in');
  });

  it('gives a namesake of another year its year', async () => {
    await using folder = await createCatalogueFolder({});
    await runCatalogueCli(
      'add',
      '--data',
      folder.dir,
      '--en',
      'Run On',
      '--year',
      '2031',
      '--source',
      'https://example.com',
    );
    expect(await readFile(join(folder.dir, 'dramas', 'run-on-2031.json'), 'utf8')).toContain('"run-on-2031"');
  });

  it('asks for a source', async () => {
    await using folder = await createCatalogueFolder({});
    const run = await runCatalogueCli('add', '--data', folder.dir, '--en', 'Lovely Runner');
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('sources: needs at least one source');
  });
});

describe('npm run catalogue', () => {
  it('says what it can do when asked for something else', async () => {
    expect(await runCatalogueCli('toString')).toMatchObject({ code: 2 });
    expect((await runCatalogueCli('import')).stderr).toContain('raw | musicbrainz | csv | spotify-csv');
    expect(await runCatalogueCli('validate', '--nonsense')).toMatchObject({ code: 1 });
  });
});
