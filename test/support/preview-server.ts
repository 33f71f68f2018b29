import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PreviewEndpoints } from '../../src/adapters/previews/previews.ts';

export interface ServedTrack {
  readonly title: string;
  readonly artist: string;
  readonly album?: string;
  readonly lengthMs: number;
  /** Path on this server or whole address; absent: the service has no preview of it. */
  readonly preview?: string;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

export interface TestHttp extends AsyncDisposable {
  readonly url: string;
  /** "GET /search", without the query, in order. */
  readonly seen: readonly string[];
  readonly queries: readonly URLSearchParams[];
}

export const serveHttp = async (handle: Handle): Promise<TestHttp> => {
  const seen: string[] = [];
  const queries: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    seen.push(`${request.method ?? ''} ${pathname}`);
    queries.push(searchParams);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    queries,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
};

const absolute = (path: string, base: string): string => (path.startsWith('/') ? base + path : path);

/** Rows as https://itunes.apple.com/search writes them, fields we do not read included. */
export const itunesPage = (tracks: readonly ServedTrack[], base: string) => ({
  resultCount: tracks.length,
  results: tracks.map(({ title, artist, album, lengthMs, preview }, at) => ({
    wrapperType: 'track',
    kind: 'song',
    artistId: 1_000 + at,
    collectionId: 2_000 + at,
    trackId: 3_000 + at,
    artistName: artist,
    collectionName: album ?? 'A Single',
    trackName: title,
    trackCensoredName: title,
    artistViewUrl: 'https://music.apple.com/us/artist/1?uo=4',
    trackViewUrl: `https://music.apple.com/us/album/song/2000?i=${3_000 + at}&uo=4`,
    ...(preview !== undefined && { previewUrl: absolute(preview, base) }),
    artworkUrl100: 'https://is1-ssl.mzstatic.com/image/100x100bb.jpg',
    trackPrice: 1.29,
    releaseDate: '2016-12-03T12:00:00Z',
    trackExplicitness: 'notExplicit',
    discCount: 1,
    trackTimeMillis: lengthMs,
    country: 'USA',
    currency: 'USD',
    primaryGenreName: 'Soundtrack',
    isStreamable: true,
  })),
});

export const deezerTrack = (
  { title, artist, album, lengthMs, preview }: ServedTrack,
  at: number,
  base: string,
) => ({
  id: 5_000 + at,
  readable: true,
  title,
  title_short: title,
  title_version: '',
  link: `https://www.deezer.com/track/${5_000 + at}`,
  duration: Math.round(lengthMs / 1000),
  rank: 500_000,
  explicit_lyrics: false,
  preview: preview === undefined ? '' : absolute(preview, base),
  artist: { id: 6_000 + at, name: artist, link: 'https://www.deezer.com/artist/1', type: 'artist' },
  album: { id: 7_000 + at, title: album ?? 'A Single', type: 'album' },
  type: 'track',
});

/** Rows as https://api.deezer.com/search writes them. */
export const deezerPage = (tracks: readonly ServedTrack[], base: string) => ({
  data: tracks.map((track, at) => deezerTrack(track, at, base)),
  total: tracks.length,
});

export const sendJson = (response: ServerResponse, body: unknown, status = 200, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
};

export const endpointsAt = (url: string): PreviewEndpoints => ({
  itunes: { api: url, media: [url] },
  deezer: { api: url, media: [url] },
});
