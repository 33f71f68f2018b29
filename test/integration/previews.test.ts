import { mkdtemp, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPreviews } from '../../src/adapters/previews/previews.ts';
import type { PreviewOrigin, PreviewsDeps, PreviewSource } from '../../src/adapters/previews/previews.ts';
import { createMemoryStores, openSqliteStores } from '../../src/adapters/store.ts';
import { AudioError } from '../../src/core/audio/audio.ts';
import type { Log } from '../../src/core/log.ts';
import { artistRow, catalogueOf, dramaRow, songRow } from '../support/fixture-catalogue.ts';
import {
  deezerPage,
  deezerTrack,
  endpointsAt,
  itunesPage,
  sendJson,
  serveHttp,
} from '../support/preview-server.ts';
import type { Handle, ServedTrack, TestHttp } from '../support/preview-server.ts';
import { listen, toneFile } from '../support/tone.ts';

const catalogue = catalogueOf(
  [dramaRow('goblin', { titles: { en: 'Goblin', ko: '도깨비' } })],
  [
    songRow('stay', ['goblin'], ['chanyeol'], { titles: { en: 'Stay With Me' }, lengthMs: 192_000 }),
    songRow('hush', ['goblin'], ['lasse'], { titles: { en: 'Hush' }, lengthMs: 260_000 }),
  ],
  [
    artistRow('chanyeol', { names: { en: 'CHANYEOL', ko: '찬열' } }),
    artistRow('lasse', { names: { en: 'Lasse Lindh' } }),
  ],
);

const withoutPreview: ServedTrack = {
  title: 'Stay With Me (From "Goblin")',
  artist: 'CHANYEOL & Punch',
  album: '도깨비 OST Part.1',
  lengthMs: 192_027,
};
const right: ServedTrack = { ...withoutPreview, preview: '/audio/right' };
const wrongArtist: ServedTrack = { ...right, artist: 'Sam Smith', preview: '/audio/wrong' };

const audio: { m4a: Buffer; mp3: Buffer; wrong: Buffer } = {
  m4a: Buffer.of(),
  mp3: Buffer.of(),
  wrong: Buffer.of(),
};
beforeAll(async () => {
  audio.m4a = await toneFile('mp4', { hz: 440, seconds: 12, gainDb: -30 });
  audio.mp3 = await toneFile('mp3', { hz: 660, seconds: 12, gainDb: -6 });
  audio.wrong = await toneFile('mp3', { hz: 1000, seconds: 3 });
});

const silent: Log = { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 };
const never = new AbortController().signal;

const sourceAt = async (url: string, origin: PreviewOrigin, more: Partial<PreviewsDeps> = {}) => {
  const [source] = await openPreviews({
    origins: [origin],
    catalogue,
    stores: createMemoryStores(),
    clock: { now: () => Date.now() },
    log: silent,
    endpoints: endpointsAt(url),
    apiTimeoutMs: 1_500,
    mediaTimeoutMs: 1_500,
    ...more,
  });
  if (source === undefined) throw new Error('No source was opened.');
  return source;
};

const pages = { itunes: itunesPage, deezer: deezerPage };
const origins: readonly PreviewOrigin[] = ['itunes', 'deezer'];

/** A service that has these tracks and serves a tone of its own format. */
const serveTracks = async (
  origin: PreviewOrigin,
  tracks: readonly ServedTrack[],
  more: (path: string, response: ServerResponse) => boolean = () => false,
): Promise<TestHttp> => {
  const server: TestHttp = await serveHttp((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (more(path, response)) return;
    if (path === '/search') sendJson(response, pages[origin](tracks, server.url));
    else if (path === '/track/5000') sendJson(response, deezerTrack(tracks[0]!, 0, server.url));
    else if (path === '/audio/right') response.end(origin === 'itunes' ? audio.m4a : audio.mp3);
    else if (path === '/audio/wrong') response.end(audio.wrong);
    else response.writeHead(404).end();
  });
  return server;
};

const reasonOf = async (opened: Promise<unknown>): Promise<string> => {
  const error: unknown = await opened.then(
    () => new Error('It was opened.'),
    (reason: unknown) => reason,
  );
  if (error instanceof AudioError) return error.reason;
  throw error;
};

describe.each(origins)('%s', (origin) => {
  const hz = origin === 'itunes' ? 440 : 660;

  test('plays the right track among wrong ones, at −16 LUFS, cut as asked', async () => {
    await using server = await serveTracks(origin, [wrongArtist, right]);
    const source = await sourceAt(server.url, origin);
    expect(source.ready().size).toBe(0);
    const found = await source.find('stay', never);
    expect(found).toMatchObject({ songId: 'stay', origin, lengthMs: 30_000 });
    expect(new URL(found?.storeUrl ?? '').host).toBe(
      origin === 'itunes' ? 'music.apple.com' : 'www.deezer.com',
    );
    expect([...source.ready()]).toEqual(['stay']);
    const opened = await source.open('stay', { startMs: 2_000, lengthMs: 4_000 }, never);
    expect(opened.lengthMs).toBeGreaterThan(11_900);
    expect(opened.lengthMs).toBeLessThan(12_100);
    const heard = await listen(opened.packets);
    expect(heard.packets).toBe(200);
    expect(heard.hz).toBeGreaterThan(hz - 3);
    expect(heard.hz).toBeLessThan(hz + 3);
    // A stereo sine of −16 LUFS: −0.69 + 3.01 dB (two channels) above its mean square, K-weighting aside.
    expect(heard.rmsDb).toBeGreaterThan(-19.5);
    expect(heard.rmsDb).toBeLessThan(-17);
    expect(server.seen).not.toContain('GET /audio/wrong');
  });

  test('to the end without a length, and nothing is left behind by who leaves early', async () => {
    await using server = await serveTracks(origin, [right]);
    const source = await sourceAt(server.url, origin);
    const whole = await source.open('stay', { startMs: 10_000 }, never);
    const { seconds } = await listen(whole.packets);
    expect(seconds).toBeCloseTo((whole.lengthMs - 10_000) / 1000, 1);
    const again = await source.open('stay', { startMs: 0 }, never);
    for await (const packet of again.packets) {
      expect(packet.byteLength).toBeGreaterThan(0);
      break;
    }
  });

  test('a look-up is asked for once, also by two at once and after a restart', async () => {
    await using server = await serveTracks(origin, [right]);
    const folder = await mkdtemp(join(tmpdir(), 'sonagi-previews-'));
    const storeUrl = `sqlite://${join(folder, 'bot.db')}`;
    let now = 5_000_000;
    const restarted = async (use: (source: PreviewSource) => Promise<void>) => {
      const stores = await openSqliteStores(storeUrl);
      await use(await sourceAt(server.url, origin, { stores, clock: { now: () => now } }));
      await stores.close();
    };
    await restarted(async (source) => {
      await Promise.all([source.find('stay', never), source.find('stay', never)]);
      await source.find('stay', never);
    });
    expect(server.seen).toEqual(['GET /search']);
    now += 6 * 24 * 60 * 60_000;
    await restarted(async (source) => {
      expect([...source.ready()]).toEqual(['stay']);
      await source.find('stay', never);
    });
    expect(server.seen).toEqual(['GET /search']);
    now += 2 * 24 * 60 * 60_000;
    await restarted(async (source) => {
      expect([...source.ready()]).toEqual([]);
      await source.find('stay', never);
    });
    expect(server.seen).toEqual(['GET /search', 'GET /search']);
    await rm(folder, { recursive: true });
  });

  test.each<[string, readonly ServedTrack[]]>([
    ['no track', []],
    ['another artist', [wrongArtist]],
    ['another song', [{ ...right, title: 'Beautiful' }]],
    ['an instrumental', [{ ...right, title: 'Stay With Me (Inst.)' }]],
    ['another length', [{ ...right, lengthMs: 260_000 }]],
    ['no preview', [withoutPreview]],
  ])('%s: nothing is played, and it is not asked again', async (_, tracks) => {
    await using server = await serveTracks(origin, tracks);
    const source = await sourceAt(server.url, origin);
    expect(await source.find('stay', never)).toBeUndefined();
    expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('not-found');
    expect(source.ready().size).toBe(0);
    expect(server.seen).toEqual(['GET /search', 'GET /search']);
    expect(source.state()).toEqual({ kind: 'open' });
  });

  test.each([403, 429])('%i: pauses for as long as it is told to', async (status) => {
    await using server = await serveHttp((_, response) => {
      sendJson(response, {}, status, { 'retry-after': '120' });
    });
    let now = 1_000_000;
    const source = await sourceAt(server.url, origin, { clock: { now: () => now } });
    expect(await source.find('stay', never)).toBeUndefined();
    expect(await reasonOf(source.open('hush', { startMs: 0 }, never))).toBe('limited');
    expect(source.state()).toEqual({ kind: 'paused', reason: 'limited', untilMs: now + 120_000 });
    expect(server.seen.length).toBe(1);
    now += 120_001;
    expect(source.state()).toEqual({ kind: 'open' });
    expect(await source.find('stay', never)).toBeUndefined();
    expect(server.seen.length).toBe(2);
  });

  test.each<[string, Handle]>([
    ['garbage', (_, response) => response.end('<html>nothing to see</html>')],
    ['JSON of another shape', (_, response) => response.end('{"data":7,"results":"none"}')],
    ['an error', (_, response) => response.writeHead(500).end()],
    ['too large', (_, response) => response.end(' '.repeat(2_000_000))],
    ['slow', () => undefined],
    ['cut', (request) => request.socket.destroy()],
  ])('%s: nothing, quickly, and after three in a row it is left alone', async (_, handle) => {
    await using server = await serveHttp(handle);
    const source = await sourceAt(server.url, origin, { apiTimeoutMs: 300 });
    const startedAt = performance.now();
    expect(await source.find('stay', never)).toBeUndefined();
    expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('unreachable');
    expect(await source.find('hush', never)).toBeUndefined();
    expect(source.state()).toMatchObject({ kind: 'paused', reason: 'unreachable' });
    expect(await source.find('stay', never)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(server.seen.length).toBe(3);
  });

  test('a redirect to another host is not followed, by the API or by the preview', async () => {
    await using other = await serveHttp((_, response) => response.end(audio.mp3));
    let redirected = '/search';
    await using server = await serveTracks(origin, [right], (path, response) => {
      if (path !== redirected) return false;
      response.writeHead(302, { location: `${other.url}${path}` }).end();
      return true;
    });
    const source = await sourceAt(server.url, origin);
    expect(await source.find('stay', never)).toBeUndefined();
    redirected = '/audio/right';
    expect(await source.find('stay', never)).toBeDefined();
    expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('unreachable');
    expect(other.seen).toEqual([]);
  });

  test('a redirect on its own host is followed', async () => {
    await using server = await serveTracks(origin, [right], (path, response) => {
      if (path === '/audio/right') response.writeHead(302, { location: '/audio/moved' }).end();
      if (path === '/audio/moved') response.end(audio.mp3);
      return path.startsWith('/audio');
    });
    const source = await sourceAt(server.url, origin);
    const { packets } = await source.open('stay', { startMs: 0, lengthMs: 1_000 }, never);
    expect((await listen(packets)).packets).toBe(50);
  });

  test('a preview on another host is not fetched', async () => {
    await using other = await serveHttp((_, response) => response.end(audio.mp3));
    const port = new URL(other.url).port;
    for (const preview of [
      `${other.url}/audio/right`,
      `http://user@localhost:${port}/x`,
      `file:///etc/hostname`,
      'not an address',
    ]) {
      await using server = await serveTracks(origin, [{ ...right, preview }]);
      const source = await sourceAt(server.url, origin);
      expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('unreachable');
    }
    expect(other.seen).toEqual([]);
  });

  test.each<[string, string, (response: ServerResponse) => void]>([
    ['text', 'unreadable', (response) => response.end('this is no sound')],
    ['an empty file', 'unreadable', (response) => response.end()],
    ['half a file', 'unreadable', (response) => response.end(audio.m4a.subarray(0, 3_000))],
    ['5 MB', 'unreachable', (response) => response.end(Buffer.alloc(5_000_000))],
    ['404', 'not-found', (response) => response.writeHead(404).end()],
    ['503', 'unreachable', (response) => response.writeHead(503).end()],
    ['429', 'limited', (response) => response.writeHead(429).end()],
    ['never coming', 'unreachable', () => undefined],
  ])('a preview that is %s is %s', async (_, reason, answer) => {
    await using server = await serveTracks(origin, [right], (path, response) => {
      if (path === '/audio/right') answer(response);
      return path === '/audio/right';
    });
    const source = await sourceAt(server.url, origin, { mediaTimeoutMs: 500 });
    expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe(reason);
  });

  test('who asks can stop it', async () => {
    await using server = await serveHttp(() => undefined);
    const source = await sourceAt(server.url, origin, { apiTimeoutMs: 60_000 });
    expect(await source.find('stay', AbortSignal.timeout(50))).toBeUndefined();
    await expect(source.open('stay', { startMs: 0 }, AbortSignal.timeout(50))).rejects.toThrow('timeout');
    expect(source.state()).toEqual({ kind: 'open' });
  });
});

test('iTunes is asked for the Korean names in Korea and for the English ones in America, 18 times a minute', async () => {
  await using server = await serveTracks('itunes', []);
  let now = 5_000_000;
  const many = catalogueOf(
    [dramaRow('goblin')],
    Array.from({ length: 12 }, (_, at) =>
      songRow(`s${at}`, ['goblin'], ['chanyeol'], { titles: { en: `T${at}`, ko: `노래${at}` } }),
    ),
    [artistRow('chanyeol', { names: { en: 'CHANYEOL', ko: '찬열' } })],
  );
  const source = await sourceAt(server.url, 'itunes', { catalogue: many, clock: { now: () => now } });
  for (let at = 0; at < 12; at += 1) await source.find(`s${at}`, never);
  expect(server.seen.length).toBe(18);
  expect(server.queries.slice(0, 2).map((query) => Object.fromEntries(query))).toEqual([
    { term: '노래0 찬열', country: 'KR', media: 'music', entity: 'song', limit: '20' },
    { term: 'T0 CHANYEOL', country: 'US', media: 'music', entity: 'song', limit: '20' },
  ]);
  expect(source.state()).toMatchObject({ kind: 'paused', reason: 'limited' });
  now += 60_001;
  await source.find('s11', never);
  expect(server.seen.length).toBe(20);
});

test('a preview that is gone is not looked for again the same day', async () => {
  await using server = await serveTracks('itunes', [{ ...right, preview: '/audio/gone' }]);
  const source = await sourceAt(server.url, 'itunes');
  expect(await source.find('stay', never)).toBeDefined();
  expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('not-found');
  expect(await source.find('stay', never)).toBeUndefined();
  expect(server.seen).toEqual(['GET /search', 'GET /audio/gone']);
});

test('where previews cannot be fetched, the service is left alone after three in a row', async () => {
  await using server = await serveTracks('itunes', [right], (path, response) => {
    if (path === '/audio/right') response.writeHead(502).end();
    return path === '/audio/right';
  });
  const source = await sourceAt(server.url, 'itunes');
  for (let at = 0; at < 4; at += 1)
    expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('unreachable');
  expect(source.state()).toMatchObject({ kind: 'paused', reason: 'unreachable' });
  expect(source.ready().size).toBe(0);
});

describe('Deezer', () => {
  test('is asked for a new address when the one known is refused', async () => {
    let refusals = 1;
    await using server = await serveTracks('deezer', [right], (path, response) => {
      if (path !== '/audio/right' || refusals === 0) return false;
      refusals -= 1;
      response.writeHead(403).end();
      return true;
    });
    const source = await sourceAt(server.url, 'deezer');
    const { packets } = await source.open('stay', { startMs: 0, lengthMs: 200 }, never);
    expect((await listen(packets)).packets).toBe(10);
    expect(server.seen).toEqual(['GET /search', 'GET /audio/right', 'GET /track/5000', 'GET /audio/right']);
  });

  test('says that the quota is used up with status 200', async () => {
    await using server = await serveHttp((_, response) => {
      sendJson(response, { error: { type: 'Exception', message: 'Quota limit exceeded', code: 4 } });
    });
    const source = await sourceAt(server.url, 'deezer');
    expect(await reasonOf(source.open('stay', { startMs: 0 }, never))).toBe('limited');
    expect(source.state()).toMatchObject({ kind: 'paused', reason: 'limited' });
  });

  test('is asked for a new address of the preview when the old one has expired', async () => {
    await using server = await serveTracks('deezer', [right]);
    let now = 9_000_000;
    const stores = createMemoryStores();
    const source = await sourceAt(server.url, 'deezer', { stores, clock: { now: () => now } });
    await source.find('stay', never);
    await source.open('stay', { startMs: 0 }, never);
    expect(server.seen).toEqual(['GET /search', 'GET /audio/right']);
    now += 11 * 60_000;
    await source.open('stay', { startMs: 0 }, never);
    expect(server.seen.slice(2)).toEqual(['GET /track/5000', 'GET /audio/right']);
  });
});
