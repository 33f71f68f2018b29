import { z } from 'zod';
import { limited, parseJson } from './service.ts';
import type { PreviewService, PreviewTrack } from './service.ts';

/** https://developers.deezer.com/api/search and /api/track; errors come with status 200 (/api/errors). */
const quotaExceeded = 4;
const dataNotFound = 800;
const errorSchema = z.object({ error: z.object({ code: z.number() }) });
const trackSchema = z.object({
  id: z.number(),
  title: z.string(),
  duration: z.number().nonnegative(),
  /** An empty text where there is none. */
  preview: z.string().nullish(),
  link: z.url({ protocol: /^https$/ }),
  artist: z.object({ name: z.string() }),
  album: z.object({ title: z.string() }).optional(),
});
const pageSchema = z.object({ data: z.array(z.unknown()) });

const toTrack = (row: unknown): PreviewTrack[] => {
  const { data, success } = trackSchema.safeParse(row);
  if (!success) return [];
  return [
    {
      id: String(data.id),
      title: data.title,
      artist: data.artist.name,
      ...(data.album !== undefined && { album: data.album.title }),
      ...(data.duration > 0 && { lengthMs: data.duration * 1000 }),
      ...(data.preview && { previewUrl: data.preview }),
      storeUrl: data.link,
    },
  ];
};

const resultsPerSearch = '20';

/** The Deezer API, without an account. */
export const createDeezer = (apiBase: string): PreviewService => ({
  origin: 'deezer',
  // Documented as 50 requests in 5 seconds from one address.
  limit: { requests: 40, perMs: 5_000 },
  // Addresses are signed for 15 minutes (`hdnea=exp=…`), so one is never kept, only the track it belongs to.
  renewal: {
    lifeMs: 10 * 60_000,
    trackUrl: (trackId) => `${apiBase}/track/${encodeURIComponent(trackId)}`,
  },
  searchUrls: (queries) =>
    queries.map((q) => `${apiBase}/search?${new URLSearchParams({ q, limit: resultsPerSearch }).toString()}`),
  read: (answer, nowMs) => {
    if (answer.status === 403 || answer.status === 429) return limited(answer, nowMs);
    if (answer.status !== 200) return { kind: 'unreadable' };
    const json = parseJson(answer.body);
    const failure = errorSchema.safeParse(json);
    if (failure.success) {
      const { code } = failure.data.error;
      if (code === quotaExceeded) return limited(answer, nowMs);
      return code === dataNotFound ? { kind: 'tracks', tracks: [] } : { kind: 'unreadable' };
    }
    const page = pageSchema.safeParse(json);
    if (page.success) return { kind: 'tracks', tracks: page.data.data.flatMap(toTrack) };
    const one = toTrack(json);
    return one.length === 0 ? { kind: 'unreadable' } : { kind: 'tracks', tracks: one };
  },
});
