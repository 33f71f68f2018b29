import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPlaylistCsv } from '../../src/adapters/playlist-csv.ts';
import { createCatalogueFolder, runCatalogueCli } from '../support/catalogue-folder.ts';

const spotify = '0dhCzpwv2KvfWs91BWcELP';
const exportify = `\uFEFFTrack URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Explicit,Added By
spotify:track:${spotify},Blue Bird,"Blue Bird (Run On OST Part.3)",Solar,2021-02-03,286000,40,false,me
spotify:track:1111111111111111111111,"Red, Bird","Run On (Original Television Soundtrack), Pt. 4","Solar,Mamamoo",2020-12-30,200000,40,false,me
spotify:track:2222222222222222222222,Palette,Palette,IU,2017-04-21,217000,80,false,me
spotify:track:3333333333333333333333,Lost,"No Such Drama OST Part 1",Solar,2020-12-30,200000,40,false,me
`;

describe('readPlaylistCsv', () => {
  it('reads the columns of Soundiiz and plain tables', async () => {
    await using folder = await createCatalogueFolder({});
    const file = join(folder.dir, 'list.csv');
    await writeFile(file, 'title;artist\n');
    await writeFile(
      file,
      '"title","artist","album","duration","url"\n"Blue Bird","Solar; Mamamoo","Run On OST","4:46","https://open.spotify.com/track/0dhCzpwv2KvfWs91BWcELP?si=x"\n"","",""\n',
    );
    const { tracks, problems } = await readPlaylistCsv(file);
    expect(tracks).toEqual([
      expect.objectContaining({
        title: 'Blue Bird',
        artists: [{ names: ['Solar'] }, { names: ['Mamamoo'] }],
        lengthMs: 286_000,
        spotifyId: spotify,
      }),
    ]);
    expect(problems).toEqual(['list.csv: row 3: needs a title, an artist and an album']);
  });
});

describe('npm run catalogue -- import spotify-csv', () => {
  it('fills in, adds, keeps what is better known and lists what it cannot decide', async () => {
    await using folder = await createCatalogueFolder({});
    const file = join(folder.dir, 'playlist.csv');
    await writeFile(file, exportify);
    const out = join(folder.dir, 'review');
    const { code, stdout } = await runCatalogueCli(
      'import',
      'spotify-csv',
      file,
      '--data',
      folder.dir,
      '--out',
      out,
    );
    expect(code).toBe(0);
    const review = JSON.parse(await readFile(join(out, 'dramas', 'run-on.json'), 'utf8')) as {
      songs: Record<string, unknown>[];
    };
    // The date in the catalogue is a page's; the export's is the store's, so it is listed and not taken.
    expect(review.songs[0]).toMatchObject({
      id: 'blue-bird-solar',
      releaseDate: '2020-12-24',
      lengthMs: 286_000,
      ids: { spotify },
    });
    expect(review.songs[1]).toMatchObject({
      titles: { en: 'Red, Bird' },
      part: '4',
      credits: [{ artist: 'solar' }, { artist: 'mamamoo' }],
    });
    expect(stdout).toContain('releaseDate 2020-12-24 kept, 2021-02-03 not');
    expect(stdout).toContain('album "Palette" does not call itself a soundtrack');
    expect(stdout).toContain('no drama is known by the name in album "No Such Drama OST Part 1"');
  });

  it('changes nothing the second time', async () => {
    await using folder = await createCatalogueFolder({});
    const file = join(folder.dir, 'playlist.csv');
    await writeFile(file, exportify);
    await runCatalogueCli('import', 'csv', file, '--data', folder.dir, '--write');
    const { stdout } = await runCatalogueCli('import', 'csv', file, '--data', folder.dir, '--write');
    expect(stdout).toContain('0 added\n0 filled in\n');
    expect(await runCatalogueCli('validate', '--data', folder.dir)).toMatchObject({ code: 0 });
  });

  it('says what is wrong with the file', async () => {
    expect(await runCatalogueCli('import', 'csv', '/nowhere.csv')).toMatchObject({ code: 1 });
    expect((await runCatalogueCli('import', 'csv')).stderr).toContain('import csv FILE');
  });
});
