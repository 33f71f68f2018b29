import { setTimeout as delay } from 'node:timers/promises';
import PQueue from 'p-queue';
import { z } from 'zod';
import type { Track } from '../core/catalogue/import/add-tracks.ts';

/** The parts of the web service's JSON that are read (https://musicbrainz.org/doc/MusicBrainz_API). */
const creditSchema = z.array(
  z.object({
    name: z.string(),
    joinphrase: z.string().default(''),
    artist: z.object({ id: z.string(), name: z.string() }),
  }),
);
const groupSchema = z.object({
  id: z.string(),
  title: z.string(),
  'secondary-types': z.array(z.string()).default([]),
  'first-release-date': z.string().default(''),
});
/** A search counts with `count`, a browse with `release-group-count`. */
const groupPageSchema = z.object({
  count: z.number().optional(),
  'release-group-count': z.number().optional(),
  'release-groups': z.array(groupSchema),
});
const trackSchema = z.object({
  title: z.string(),
  length: z.number().nullable(),
  'artist-credit': creditSchema,
  recording: z.object({ length: z.number().nullable() }),
});
const releaseSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.string().nullish(),
  date: z.string().default(''),
  media: z.array(z.object({ tracks: z.array(trackSchema).default([]) })).default([]),
});
const releasePageSchema = z.object({ releases: z.array(releaseSchema) });

export type ReleaseGroup = z.infer<typeof groupSchema>;
type Release = z.infer<typeof releaseSchema>;

export interface MusicBrainz {
  /** One group by id. */
  group(id: string, signal?: AbortSignal): Promise<ReleaseGroup>;
  /** All groups of an artist by MusicBrainz id. */
  groupsOfArtist(artistId: string, signal?: AbortSignal): Promise<ReleaseGroup[]>;
  /** Groups a Lucene query finds, at most `limit`. */
  search(query: string, limit: number, signal?: AbortSignal): Promise<ReleaseGroup[]>;
  /** Tracks of the group's earliest official release. */
  tracksOf(group: ReleaseGroup, signal?: AbortSignal): Promise<Track[]>;
}

export interface MusicBrainzOptions {
  readonly baseUrl?: string;
  /** Who asks: MusicBrainz blocks programs that do not say. */
  readonly userAgent: string;
  /** Pause between two requests; default 1000, the most MusicBrainz allows an address. Less only for a server of one's own. */
  readonly intervalMs?: number;
  /** How often a request is tried when the server says it is busy; default 5. */
  readonly attempts?: number;
}

const pageSize = 100;
const isDate = (date: string): boolean => /^\d{4}-\d\d-\d\d$/.test(date);

const byDate = (a: Release, b: Release): number => {
  const key = ({ status, date }: Release): string =>
    `${status === 'Official' ? 0 : 1}${date === '' ? '9' : date}`;
  return key(a) < key(b) ? -1 : 1;
};

const toTracks = (release: Release, group: ReleaseGroup): Track[] =>
  release.media
    .flatMap(({ tracks }) => tracks)
    .map((track) => {
      const credits = track['artist-credit'];
      const length = track.length ?? track.recording.length;
      const date = [release.date, group['first-release-date']].find(isDate);
      return {
        title: track.title,
        // "A feat. B": the words that join to the next name stand with the name before it.
        artists: credits.map(({ name, artist }, at) => ({
          names: [...new Set([name, artist.name])],
          featuring: /\b(?:feat|ft|with)\b/i.test(credits[at - 1]?.joinphrase ?? ''),
        })),
        album: release.title,
        ...(date !== undefined && { releaseDate: date }),
        ...(length !== null && { lengthMs: length }),
        source: `https://musicbrainz.org/release/${release.id} (MusicBrainz, CC0)`,
      };
    });

const retryAfterMs = (header: string | null, attempt: number): number => {
  const seconds = Number(header);
  if (header !== null && Number.isFinite(seconds)) return seconds * 1000;
  const until = header === null ? Number.NaN : Date.parse(header) - Date.now();
  return Number.isNaN(until) ? 2 ** attempt * 1000 : Math.max(until, 0);
};

/** MusicBrainz's web service, one request at a time, politely. */
export const createMusicBrainz = ({
  baseUrl = 'https://musicbrainz.org/ws/2',
  userAgent,
  intervalMs = 1000,
  attempts = 5,
}: MusicBrainzOptions): MusicBrainz => {
  // One request at a time; the pause counts from the last answer, so the server never sees two closer than that.
  const queue = new PQueue({ concurrency: 1 });
  let nextAt = 0;

  const ask = async (url: string, signal: AbortSignal | undefined): Promise<Response> => {
    await delay(Math.max(0, nextAt - Date.now()), undefined, { signal });
    try {
      const headers = { 'user-agent': userAgent, accept: 'application/json' };
      return await fetch(url, { headers, signal: signal ?? null });
    } finally {
      nextAt = Date.now() + intervalMs;
    }
  };

  const get = async <T>(
    schema: z.ZodType<T>,
    path: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<T> => {
    const url = `${baseUrl}/${path}?${new URLSearchParams({ ...query, fmt: 'json' }).toString()}`;
    for (let attempt = 1; ; attempt += 1) {
      const response = await queue.add(() => ask(url, signal));
      if (response.ok) return schema.parse(await response.json());
      await response.body?.cancel();
      const busy = response.status === 503 || response.status === 429;
      if (!busy || attempt === attempts)
        throw new Error(`MusicBrainz answered ${response.status} to ${path}`);
      await delay(retryAfterMs(response.headers.get('retry-after'), attempt), undefined, { signal });
    }
  };

  const pages = async (
    query: Record<string, string>,
    limit: number,
    signal?: AbortSignal,
  ): Promise<ReleaseGroup[]> => {
    const groups: ReleaseGroup[] = [];
    for (;;) {
      const size = Math.min(pageSize, limit - groups.length);
      const page = await get(
        groupPageSchema,
        'release-group',
        { ...query, limit: String(size), offset: String(groups.length) },
        signal,
      );
      groups.push(...page['release-groups']);
      const total = page.count ?? page['release-group-count'] ?? groups.length;
      if (page['release-groups'].length === 0 || groups.length >= Math.min(total, limit)) return groups;
    }
  };

  return {
    group: (id, signal) => get(groupSchema, `release-group/${encodeURIComponent(id)}`, {}, signal),
    groupsOfArtist: (artist, signal) => pages({ artist }, Number.MAX_SAFE_INTEGER, signal),
    search: (query, limit, signal) => pages({ query }, limit, signal),
    async tracksOf(group, signal) {
      const query = { 'release-group': group.id, inc: 'recordings+artist-credits', limit: String(pageSize) };
      const { releases } = await get(releasePageSchema, 'release', query, signal);
      const [first] = releases.toSorted(byDate);
      return first ? toTracks(first, group) : [];
    },
  };
};
