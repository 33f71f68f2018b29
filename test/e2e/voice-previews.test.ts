import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { previewQueries, wantedSong } from '../../src/core/audio/preview-match.ts';
import { deezerPage, endpointsAt, itunesPage, sendJson, serveHttp } from '../support/preview-server.ts';
import type { ServedTrack, TestHttp } from '../support/preview-server.ts';
import { toneFile } from '../support/tone.ts';
import { createTurns } from '../support/turns.ts';
import { openPreviewWorld } from '../support/voice-world.ts';

/** Games whose sound comes from the preview services, both of them played by a server of this file. */
const catalogue = await loadCatalogue('data');
const toneHz = 520;

/** Every song under the queries the bot may ask for it with. */
const songs = new Map(
  [...catalogue.songs.values()].flatMap((song) =>
    previewQueries(catalogue, song).map((query) => [query, song] as const),
  ),
);

/** The track a query is after, as its service would name it. */
const trackFor = (query: string): ServedTrack | undefined => {
  const song = songs.get(query);
  if (song === undefined) return undefined;
  const { titles, performers, albums, lengthMs = 200_000 } = wantedSong(catalogue, song);
  const artist = performers[0]?.[0] ?? 'Various Artists';
  return { title: titles[0]!, artist, album: albums[0] ?? 'OST', lengthMs, preview: '/audio/right' };
};

type Fault = (response: ServerResponse) => void;
type Case =
  | { readonly kind: 'tracks'; readonly change: (track: ServedTrack) => ServedTrack }
  | { readonly kind: 'answer'; readonly answer: Fault }
  | { readonly kind: 'media'; readonly answer: Fault };

const right: Case = { kind: 'tracks', change: (track) => track };
let present: Case = right;
let audio: Buffer;
let stranger: TestHttp;
let server: TestHttp;
beforeAll(async () => {
  audio = await toneFile('mp3', { hz: toneHz, seconds: 25 });
  stranger = await serveHttp((_, response) => response.end(audio));
  server = await serveHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/audio/')) {
      if (present.kind === 'media') present.answer(response);
      else response.end(audio);
      return;
    }
    if (present.kind === 'answer') {
      present.answer(response);
      return;
    }
    const track = trackFor(searchParams.get('term') ?? searchParams.get('q') ?? '');
    const tracks = track === undefined ? [] : [present.kind === 'tracks' ? present.change(track) : track];
    // Only one of the two is asked with `term`.
    const page = searchParams.has('term') ? itunesPage : deezerPage;
    sendJson(response, page(tracks, server.url));
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await stranger[Symbol.asyncDispose]();
});

const status =
  (code: number, headers = {}): Fault =>
  (response) =>
    response.writeHead(code, headers).end();

const faults: Record<string, Case> = {
  'a wrong artist': {
    kind: 'tracks',
    change: (track) => ({ ...track, artist: 'Sam Smith', album: 'A Single' }),
  },
  'no preview': { kind: 'tracks', change: ({ title, artist, lengthMs }) => ({ title, artist, lengthMs }) },
  '403': { kind: 'answer', answer: status(403) },
  '429': { kind: 'answer', answer: status(429, { 'retry-after': '60' }) },
  garbage: { kind: 'answer', answer: (response) => response.end('<html>not today') },
  silence: { kind: 'answer', answer: () => undefined },
  'a sound that is none': { kind: 'media', answer: (response) => response.end('no sound at all') },
  'a sound that breaks off': {
    kind: 'media',
    answer: (response) => {
      response.writeHead(200, { 'content-length': audio.length });
      response.write(audio.subarray(0, 1_000), () => response.destroy());
    },
  },
  'a redirect to another host': {
    kind: 'media',
    answer: (response) => response.writeHead(302, { location: `${stranger.url}/audio/right` }).end(),
  },
};

/** The services answer one game at a time, each in its own way; the games end side by side. */
const inTurn = createTurns();
const openWorld = (of: Case) => {
  present = of;
  return openPreviewWorld(endpointsAt(server.url));
};

/** The last one waits for the turns of all before it. */
const testMs = 300_000;

describe.concurrent('one after another', () => {
  test(
    'the right track is heard',
    async () => {
      const { world, table } = await inTurn(async () => {
        const world = await openWorld(right);
        const table = await world.table();
        const { ear } = await table.heardRound(30);
        await ear.waitForPackets(150, { from: table.botId });
        expect(ear.record(table.botId).frequencyHz()).toBeCloseTo(toneHz, 0);
        expect(ear.record(table.botId)).toMatchObject({ isEncrypted: true, lost: 0 });
        await table.guessesRight();
        return { world, table };
      });
      await table.runsOut();
      await world[Symbol.asyncDispose]();
    },
    testMs,
  );

  test.each(Object.keys(faults))(
    '%s: the round is asked in text, and the game ends',
    async (name) => {
      const { world, table } = await inTurn(async () => {
        const world = await openWorld(faults[name]!);
        const table = await world.table();
        const asked = server.seen.length;
        await table.host.joinVoice(table.roomId);
        const started = await table.start({ rounds: 1, seconds: 30 });
        expect(started.content).toContain('With sound');
        await table.inText(1);
        expect(server.seen.length).toBeGreaterThan(asked);
        expect(stranger.seen).toEqual([]);
        await table.guessesRight();
        return { world, table };
      });
      await table.runsOut();
      await world[Symbol.asyncDispose]();
    },
    testMs,
  );
});
