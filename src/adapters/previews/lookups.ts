import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Log } from '../../core/log.ts';
import type { Clock, Stores } from '../../core/ports.ts';
import type { PreviewService } from './service.ts';

const foundTrackSchema = z.object({
  id: z.string(),
  storeUrl: z.string(),
  /** Absent where such addresses expire. */
  previewUrl: z.string().optional(),
});

/** What a service had for a song; `null`: nothing that is surely the song. */
const lookupSchema = z.object({ atMs: z.number(), track: foundTrackSchema.nullable() });

export type FoundTrack = z.infer<typeof foundTrackSchema>;
type Lookup = z.infer<typeof lookupSchema>;
type Origin = PreviewService['origin'];

const foundLifeMs = 7 * 24 * 60 * 60_000;
/** New OSTs reach the services within a day. */
const missingLifeMs = 6 * 60 * 60_000;

/** Look-ups, never sound: remembered across restarts so that a service is asked for a song once a week at most. */
export interface Lookups {
  /** `null`: asked lately, and the service does not have it. `undefined`: not known. */
  get(origin: Origin, songId: string): FoundTrack | null | undefined;
  set(origin: Origin, songId: string, track: FoundTrack | null): Promise<void>;
  /** Songs with a track. */
  found(origin: Origin): ReadonlySet<string>;
}

export interface LookupsOptions {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly log: Log;
  /** Look-ups beyond that push out those not used for longest, in the store as well. Default: 10 000. */
  readonly maxEntries?: number;
}

const isFresh = ({ atMs, track }: Lookup, now: number): boolean =>
  now - atMs < (track === null ? missingLifeMs : foundLifeMs);

/** Reads what is remembered; what is out of date is thrown away. */
export const openLookups = async ({
  stores,
  clock,
  log,
  maxEntries = 10_000,
}: LookupsOptions): Promise<Lookups> => {
  const store = stores.open('preview-lookups', { schema: lookupSchema, version: 1 });
  /** A look-up that cannot be kept costs another request one day, and nothing now. */
  const quietly = async (write: Promise<unknown>): Promise<void> => {
    await write.catch((error: unknown) => {
      log.warn({ err: error }, 'a preview look-up could not be stored');
    });
  };
  const known = new LRUCache<string, Lookup>({
    max: maxEntries,
    dispose: (_, key, reason) => {
      if (reason === 'evict') void quietly(store.delete(key));
    },
  });
  const keyOf = (origin: Origin, songId: string) => `${origin}:${songId}`;

  const stored = await store.list((error) => {
    log.warn({ err: error }, 'a preview look-up is broken');
  });
  for (const [key, lookup] of [...stored].sort(([, a], [, b]) => a.atMs - b.atMs)) {
    if (isFresh(lookup, clock.now())) known.set(key, lookup);
    else await quietly(store.delete(key));
  }

  return {
    get: (origin, songId) => {
      const lookup = known.get(keyOf(origin, songId));
      return lookup !== undefined && isFresh(lookup, clock.now()) ? lookup.track : undefined;
    },
    set: async (origin, songId, track) => {
      const lookup = { atMs: clock.now(), track };
      known.set(keyOf(origin, songId), lookup);
      await quietly(store.update(keyOf(origin, songId), () => lookup));
    },
    found: (origin) => {
      const now = clock.now();
      const ids = [...known.entries()].flatMap(([key, lookup]) =>
        key.startsWith(`${origin}:`) && lookup.track !== null && isFresh(lookup, now)
          ? [key.slice(origin.length + 1)]
          : [],
      );
      return new Set(ids);
    },
  };
};
