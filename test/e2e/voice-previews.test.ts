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
let audio: Buffer;
let stranger: TestHttp;
beforeAll(async () => {
  audio = await toneFile('mp3', { hz: toneHz, seconds: 25 });
  stranger = await serveHttp((_, response) => response.end(audio));
});
afterAll(() => stranger[Symbol.asyncDispose]());

/** Both services, each answering in this way. */
const serve = async (of: Case): Promise<TestHttp> => {
  const server: TestHttp = await serveHttp((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/audio/')) {
      if (of.kind === 'media') of.answer(response);
      else response.end(audio);
      return;
    }
    if (of.kind === 'answer') {
      of.answer(response);
      return;
    }
    const track = trackFor(searchParams.get('term') ?? searchParams.get('q') ?? '');
    const tracks = track === undefined ? [] : [of.kind === 'tracks' ? of.change(track) : track];
    // Only one of the two is asked with `term`.
    const page = searchParams.has('term') ? itunesPage : deezerPage;
    sendJson(response, page(tracks, server.url));
  });
  return server;
};

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

/** Each game has a bot of its own. What is work goes in turns, so that none is starved of its three seconds for an answer. */
const { alone } = createTurns();
const openTable = async (server: TestHttp) => {
  const world = await openPreviewWorld(endpointsAt(server.url));
  return { world, table: await world.table() };
};

/** The last one waits for the turns of all before it. */
const testMs = 180_000;

describe.concurrent('in turns', () => {
  test(
    'the right track is heard',
    async () => {
      await using server = await serve(right);
      const { world, table } = await alone(async () => {
        const opened = await openTable(server);
        const { botId, heardRound, guessesRight } = opened.table;
        const { ear } = await heardRound(30);
        await ear.waitForPackets(150, { from: botId });
        expect(ear.record(botId).frequencyHz()).toBeCloseTo(toneHz, 0);
        expect(ear.record(botId)).toMatchObject({ isEncrypted: true, lost: 0 });
        await guessesRight();
        return opened;
      });
      await table.runsOut();
      await world[Symbol.asyncDispose]();
    },
    testMs,
  );

  test.each(Object.keys(faults))(
    '%s: the round is asked in text, and the game ends',
    async (name) => {
      await using server = await serve(faults[name]!);
      const { world, table } = await alone(async () => {
        const opened = await openTable(server);
        const { host, roomId, start } = opened.table;
        await host.joinVoice(roomId);
        const started = await start({ rounds: 1, seconds: 60 });
        expect(started.content).toContain('With sound');
        return opened;
      });
      // A service that says nothing is waited for.
      await table.inText(1);
      expect(server.seen).not.toEqual([]);
      expect(stranger.seen).toEqual([]);
      await alone(() => table.guessesRight());
      await table.runsOut();
      await world[Symbol.asyncDispose]();
    },
    testMs,
  );
});
