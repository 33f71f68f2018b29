import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const artist = (id: string, name: string, sortName = name) => ({
  'sort-name': sortName,
  id,
  'type-id': 'b6e035f4-3ce9-331c-97df-83397230b0df',
  disambiguation: '',
  name,
  type: 'Person',
});

export const solarId = '5c9b1f7e-2d0b-4f6e-9a55-0a6d1f1c2b01';
const unknownId = '5c9b1f7e-2d0b-4f6e-9a55-0a6d1f1c2b02';

/** Release groups and releases as the web service writes them (`fmt=json`), other fields included. */
const group = (id: string, title: string, secondary: string[]) => ({
  'first-release-date': '2020-12-24',
  'primary-type-id': 'd6038452-8ee0-3f68-affc-2de9a1ede0b9',
  'primary-type': 'Single',
  'secondary-type-ids': secondary.map(() => '22a628ad-c082-3c4f-b1b6-d41665107b88'),
  'secondary-types': secondary,
  disambiguation: '',
  title,
  id,
});

export const groups = [
  group('11111111-1111-4111-8111-111111111111', 'Run On OST Part.3', ['Soundtrack']),
  group('22222222-2222-4222-8222-222222222222', 'Solar Emotion', []),
  group('33333333-3333-4333-8333-333333333333', 'A Drama Nobody Knows OST Part 1', ['Soundtrack']),
];

const track = (
  position: number,
  title: string,
  length: number | null,
  credits: { name: string; joinphrase: string; artist: unknown }[],
) => ({
  recording: {
    length,
    title,
    id: `recording-${position}`,
    'artist-credit': credits,
    video: false,
    disambiguation: '',
    'first-release-date': '2020-12-24',
  },
  'artist-credit': credits,
  id: `track-${position}`,
  length,
  title,
  number: String(position),
  position,
});

const release = (groupId: string, title: string, status: string, date: string, tracks: unknown[]) => ({
  quality: 'normal',
  status,
  'status-id': '4e304316-386d-3409-af2e-78857eec5cfe',
  country: 'KR',
  date,
  barcode: '',
  asin: null,
  disambiguation: '',
  packaging: null,
  'packaging-id': null,
  'text-representation': { language: 'kor', script: 'Kore' },
  'cover-art-archive': { artwork: false, count: 0, front: false, back: false, darkened: false },
  'release-events': [{ area: null, date }],
  id: `release-of-${groupId}-${status}`,
  title,
  media: [
    {
      position: 1,
      format: 'Digital Media',
      'format-id': '907a28d9-b3b2-3ef6-89a8-7b18d91d4794',
      title: '',
      'track-count': tracks.length,
      'track-offset': 0,
      tracks,
    },
  ],
});

const releasesOf = (groupId: string): unknown[] => {
  const found = groups.find(({ id }) => id === groupId);
  if (!found) return [];
  const credits = [
    { name: '솔라', joinphrase: ' feat. ', artist: artist(solarId, 'Solar') },
    { name: 'New Singer', joinphrase: '', artist: artist(unknownId, 'New Singer', 'Singer, New') },
  ];
  const songs = [
    track(1, 'Blue Bird', 286_000, credits.slice(0, 1)),
    track(2, 'Red Bird', 200_500, credits),
    track(3, 'Blue Bird (Inst.)', null, credits.slice(0, 1)),
  ];
  return [
    release(groupId, found.title, 'Promotion', '2020-12-01', []),
    release(groupId, found.title, 'Official', '2020-12-24', songs),
  ];
};

export interface MusicBrainzServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Every request, in order: what, when, and who asked. */
  readonly requests: { readonly path: string; readonly atMs: number; readonly userAgent: string }[];
  /** Answers the next requests with this status instead. */
  failNext(status: number, times: number, retryAfter?: string): void;
}

/** Answers as musicbrainz.org/ws/2 does, 503 with Retry-After included. */
export const startMusicBrainzServer = async (): Promise<MusicBrainzServer> => {
  const requests: { path: string; atMs: number; userAgent: string }[] = [];
  const failures: { status: number; retryAfter: string | undefined }[] = [];
  const answer = (url: URL): unknown => {
    const [, , , entity, id] = url.pathname.split('/');
    if (entity === 'release-group' && id) return groups.find((one) => one.id === id);
    if (entity === 'release') {
      const releases = releasesOf(url.searchParams.get('release-group') ?? '');
      return { 'release-count': releases.length, 'release-offset': 0, releases };
    }
    const offset = Number(url.searchParams.get('offset'));
    const page = groups.slice(offset, offset + 2);
    if (url.searchParams.has('artist'))
      return { 'release-group-count': groups.length, 'release-group-offset': offset, 'release-groups': page };
    return {
      created: '2026-11-21T05:00:00.000Z',
      count: groups.length,
      offset,
      'release-groups': page.map((one) => ({ ...one, score: 100, count: 1 })),
    };
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    requests.push({
      path: `${url.pathname}${url.search}`,
      atMs: performance.now(),
      userAgent: request.headers['user-agent'] ?? '',
    });
    const failure = failures.shift();
    const body = failure
      ? {
          error: 'Your requests are exceeding the allowable rate limit.',
          help: 'For usage, please see: https://musicbrainz.org/development/mmd',
        }
      : answer(url);
    response.writeHead(failure?.status ?? (body === undefined ? 404 : 200), {
      'content-type': 'application/json; charset=utf-8',
      ...(failure?.retryAfter !== undefined && { 'retry-after': failure.retryAfter }),
    });
    response.end(JSON.stringify(body ?? { error: 'Not Found' }));
  };
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ws/2`,
    requests,
    failNext(status, times, retryAfter) {
      for (let at = 0; at < times; at += 1) failures.push({ status, retryAfter });
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
};
