import { z } from 'zod';
import { limited, parseJson } from './service.ts';
import type { PreviewService, PreviewTrack } from './service.ts';

/** https://developer.apple.com/library/archive/documentation/AudioVideo/Conceptual/iTuneSearchAPI/ */
const pageSchema = z.object({ results: z.array(z.unknown()) });
const songSchema = z.object({
  kind: z.literal('song'),
  trackId: z.number(),
  trackName: z.string(),
  artistName: z.string(),
  collectionName: z.string().optional(),
  trackTimeMillis: z.number().positive().optional(),
  previewUrl: z.string().optional(),
  trackViewUrl: z.url({ protocol: /^https$/ }),
});

const toTrack = (row: unknown): PreviewTrack[] => {
  const { data, success } = songSchema.safeParse(row);
  if (!success) return [];
  return [
    {
      id: String(data.trackId),
      title: data.trackName,
      artist: data.artistName,
      ...(data.collectionName !== undefined && { album: data.collectionName }),
      ...(data.trackTimeMillis !== undefined && { lengthMs: data.trackTimeMillis }),
      ...(data.previewUrl !== undefined && { previewUrl: data.previewUrl }),
      storeUrl: data.trackViewUrl,
    },
  ];
};

const resultsPerSearch = '20';

/** The iTunes Search API. Korea's store knows the Korean names and is asked for them, America's for the English ones. */
export const createItunes = (apiBase: string): PreviewService => {
  const search = (term: string, country: string) => {
    const query = { term, country, media: 'music', entity: 'song', limit: resultsPerSearch };
    return `${apiBase}/search?${new URLSearchParams(query).toString()}`;
  };
  return {
    origin: 'itunes',
    // Documented as "approximately 20 calls per minute (subject to change)"; beyond it come 403s for a long while.
    limit: { requests: 18, perMs: 60_000 },
    searchUrls: (queries) => {
      const [korean = '', english = korean] = queries;
      return [search(korean, 'KR'), search(english, 'US')];
    },
    read: (answer, nowMs) => {
      if (answer.status === 403 || answer.status === 429) return limited(answer, nowMs);
      const page = answer.status === 200 ? pageSchema.safeParse(parseJson(answer.body)) : undefined;
      if (page?.success !== true) return { kind: 'unreadable' };
      return { kind: 'tracks', tracks: page.data.results.flatMap(toTrack) };
    },
  };
};
