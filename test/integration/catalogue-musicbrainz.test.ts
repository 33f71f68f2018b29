import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMusicBrainz } from '../../src/adapters/musicbrainz.ts';
import { createCatalogueFolder, runCatalogueCli } from '../support/catalogue-folder.ts';
import { groups, solarId, startMusicBrainzServer } from '../support/musicbrainz-server.ts';

const userAgent = 'Sonagi/test ( https://example.com )';

describe('createMusicBrainz', () => {
  it('pages through an artist, keeping the interval between requests and saying who asks', async () => {
    await using server = await startMusicBrainzServer();
    const musicBrainz = createMusicBrainz({ baseUrl: server.baseUrl, userAgent, intervalMs: 120 });
    const found = await musicBrainz.groupsOfArtist(solarId);
    expect(found.map(({ id }) => id)).toEqual(groups.map(({ id }) => id));
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]!.atMs - server.requests[0]!.atMs).toBeGreaterThanOrEqual(110);
    expect(server.requests.map((request) => request.userAgent)).toEqual([userAgent, userAgent]);
  });

  it('reads tracks of the earliest official release, with roles and lengths', async () => {
    await using server = await startMusicBrainzServer();
    const tracks = await createMusicBrainz({ baseUrl: server.baseUrl, userAgent, intervalMs: 0 }).tracksOf(
      groups[0]!,
    );
    expect(tracks).toHaveLength(3);
    expect(tracks[1]).toMatchObject({
      title: 'Red Bird',
      album: 'Run On OST Part.3',
      releaseDate: '2020-12-24',
      lengthMs: 200_500,
      artists: [
        { names: ['솔라', 'Solar'], featuring: false },
        { names: ['New Singer'], featuring: true },
      ],
    });
    expect(tracks[0]?.source).toMatch(/^https:\/\/musicbrainz\.org\/release\/.* \(MusicBrainz, CC0\)$/);
  });

  it('waits as long as a 503 says, then goes on', async () => {
    await using server = await startMusicBrainzServer();
    server.failNext(503, 1, '1');
    await createMusicBrainz({ baseUrl: server.baseUrl, userAgent, intervalMs: 0 }).group(groups[0]!.id);
    expect(server.requests[1]!.atMs - server.requests[0]!.atMs).toBeGreaterThanOrEqual(990);
  });

  it('gives up on an error that waiting does not mend, and after too many 503', async () => {
    await using server = await startMusicBrainzServer();
    const musicBrainz = createMusicBrainz({ baseUrl: server.baseUrl, userAgent, intervalMs: 0, attempts: 2 });
    await expect(musicBrainz.group('99999999-9999-4999-8999-999999999999')).rejects.toThrow('answered 404');
    server.failNext(503, 2, '0');
    await expect(musicBrainz.group(groups[0]!.id)).rejects.toThrow('answered 503');
    expect(server.requests).toHaveLength(3);
  });

  it('stops waiting when told to', async () => {
    await using server = await startMusicBrainzServer();
    server.failNext(503, 1, '60');
    const stop = new AbortController();
    const asked = createMusicBrainz({ baseUrl: server.baseUrl, userAgent, intervalMs: 0 }).group(
      groups[0]!.id,
      stop.signal,
    );
    setTimeout(() => {
      stop.abort();
    }, 50);
    await expect(asked).rejects.toThrow(/abort/i);
  });
});

describe('npm run catalogue -- import musicbrainz', () => {
  const run = (baseUrl: string, dir: string, ...more: string[]) =>
    runCatalogueCli(
      'import',
      'musicbrainz',
      '--data',
      dir,
      '--base-url',
      baseUrl,
      '--interval-ms',
      '1',
      '--state',
      join(dir, 'state'),
      '--out',
      join(dir, 'review'),
      ...more,
    );

  it('writes drama files for review and overwrites nothing', async () => {
    await using server = await startMusicBrainzServer();
    await using folder = await createCatalogueFolder({});
    const { code, stdout, stderr } = await run(server.baseUrl, folder.dir, '--artist', solarId);
    expect(code).toBe(0);
    expect(stderr).toContain('MusicBrainz 1/2');
    const review = JSON.parse(
      await readFile(join(folder.dir, 'review', 'dramas', 'run-on.json'), 'utf8'),
    ) as {
      songs: { id: string; lengthMs?: number; credits: unknown }[];
    };
    expect(review.songs.map(({ id, lengthMs }) => [id, lengthMs])).toEqual([
      ['blue-bird-solar', 286_000],
      ['red-bird-solar', 200_500],
    ]);
    expect(review.songs[1]?.credits).toEqual([
      { artist: 'solar', role: 'performer' },
      { artist: 'new-singer', role: 'featuring' },
    ]);
    expect(await readFile(join(folder.dir, 'review', 'new-artists.jsonl'), 'utf8')).toContain('"new-singer"');
    expect(stdout).toContain('no drama is known by the name in album "A Drama Nobody Knows OST Part 1"');
    expect(stdout).toContain('a version (instrumental)');
    // "Solar Emotion" is no soundtrack: not asked for at all.
    expect(server.requests.filter(({ path }) => path.includes(groups[1]!.id))).toHaveLength(0);
  });

  it('goes on where it stopped', async () => {
    await using server = await startMusicBrainzServer();
    await using folder = await createCatalogueFolder({});
    const args = groups.flatMap(({ id }) => ['--release-group', id]);
    const release = '/release?';
    // Three groups by id, then the first release; the second one fails for good.
    const first = run(server.baseUrl, folder.dir, ...args);
    while (server.requests.filter(({ path }) => path.includes(release)).length < 1)
      await new Promise((resolve) => setTimeout(resolve, 1));
    server.failNext(500, 1);
    expect(await first).toMatchObject({ code: 1 });
    expect((await first).stderr).toContain('the same command goes on from here');
    const before = server.requests.length;
    expect(await run(server.baseUrl, folder.dir, ...args)).toMatchObject({ code: 0 });
    const again = server.requests.slice(before).map(({ path }) => path);
    expect(again.every((path) => path.includes(release))).toBe(true);
    expect(again.length).toBeLessThan(groups.length);
    expect(await readdir(join(folder.dir, 'state'))).toEqual([]);
  });

  it('finds by query and writes into the catalogue when told to', async () => {
    await using server = await startMusicBrainzServer();
    await using folder = await createCatalogueFolder({});
    const { code } = await run(
      server.baseUrl,
      folder.dir,
      '--query',
      'releasegroup:"Run On OST"',
      '--limit',
      '1',
      '--write',
    );
    expect(code).toBe(0);
    expect(await runCatalogueCli('validate', '--data', folder.dir)).toMatchObject({
      code: 0,
      stdout: '1 dramas, 2 songs, 3 artists: all sound.\n',
    });
  });
});
