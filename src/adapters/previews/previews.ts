import { AudioError } from '../../core/audio/audio.ts';
import type { AudioSource, PlayableAudio } from '../../core/audio/audio.ts';
import { matchPreview, previewQueries, wantedSong } from '../../core/audio/preview-match.ts';
import type { Catalogue, Song } from '../../core/catalogue/catalogue.ts';
import { createKeyedQueue } from '../../core/keyed-queue.ts';
import type { Log } from '../../core/log.ts';
import type { Clock, Stores } from '../../core/ports.ts';
import { createAllowedHttp } from './allowed-http.ts';
import type { OriginPattern } from './allowed-http.ts';
import { createDeezer } from './deezer.ts';
import { createGate } from './gate.ts';
import type { ServiceState } from './gate.ts';
import { createItunes } from './itunes.ts';
import { openLookups } from './lookups.ts';
import type { FoundTrack, Lookups } from './lookups.ts';
import { retryAfterMs } from './service.ts';
import type { PreviewService, PreviewTrack } from './service.ts';

export type PreviewOrigin = PreviewService['origin'];

/** Where a service answers. Only these places are contacted, whatever an answer or a redirect says. */
export interface PreviewEndpoint {
  /** Base of the API, without a trailing slash. */
  readonly api: string;
  /** Where its previews lie. */
  readonly media: readonly OriginPattern[];
}

export type PreviewEndpoints = Readonly<Record<PreviewOrigin, PreviewEndpoint>>;

export const previewEndpoints: PreviewEndpoints = {
  itunes: { api: 'https://itunes.apple.com', media: ['https://audio-ssl.itunes.apple.com'] },
  deezer: {
    api: 'https://api.deezer.com',
    media: ['https://cdnt-preview.dzcdn.net', 'https://cdns-preview-*.dzcdn.net'],
  },
};

export interface PreviewSource extends AudioSource {
  readonly origin: PreviewOrigin;
  state(): ServiceState;
  /** Asks the service for a song everybody has. @throws AudioError when it does not answer as it should. */
  probe(signal: AbortSignal): Promise<void>;
}

export interface PreviewsDeps {
  /** In the order in which they are to be asked. */
  readonly origins: readonly PreviewOrigin[];
  readonly catalogue: Catalogue;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly log: Log;
  /** Another place for tests. Default: the services' own. */
  readonly endpoints?: PreviewEndpoints;
  /** For one request of the API. Default: 4 000. */
  readonly apiTimeoutMs?: number;
  /** For a whole preview. Default: 6 000. */
  readonly mediaTimeoutMs?: number;
}

/** Twenty results take some 40 kB; half a minute of sound 0.5 to 1 MB. */
const maxApiBytes = 1_000_000;
const maxMediaBytes = 4_000_000;
/** What both services cut, until one is opened and measured. */
const usualLengthMs = 30_000;

const serviceFor = { itunes: createItunes, deezer: createDeezer } satisfies Record<
  PreviewOrigin,
  (api: string) => PreviewService
>;

interface SourceDeps extends PreviewsDeps {
  readonly service: PreviewService;
  readonly endpoint: PreviewEndpoint;
  readonly lookups: Lookups;
}

const createAsk = ({ service, endpoint, clock, log, apiTimeoutMs = 4_000 }: SourceDeps) => {
  const { origin } = service;
  const gate = createGate(service.limit, clock);
  const allowed = [new URL(endpoint.api).origin];
  const http = createAllowedHttp({ allowed, timeoutMs: apiTimeoutMs, maxBytes: maxApiBytes });

  /** @throws AudioError */
  const ask = async (url: string, signal: AbortSignal): Promise<readonly PreviewTrack[]> => {
    gate.take();
    try {
      const answer = service.read(await http.get(url, signal), clock.now());
      if (answer.kind === 'limited') {
        gate.wasLimited(answer.retryAfterMs);
        throw new AudioError('limited', `${origin} wants fewer requests.`);
      }
      if (answer.kind === 'unreadable') throw new AudioError('unreachable', `${origin} answered nonsense.`);
      gate.succeeded();
      return answer.tracks;
    } catch (error) {
      if (error instanceof AudioError) {
        if (error.reason === 'unreachable') gate.failed();
        log.warn({ origin, reason: error.reason, err: error }, 'a preview service failed');
      }
      throw error;
    }
  };
  return { ask, gate };
};

/** A track the service has, with an address known to work for some time yet. */
const createFinder = (deps: SourceDeps) => {
  const { service, catalogue, lookups, clock } = deps;
  const { origin } = service;
  const { ask, gate } = createAsk(deps);
  const queue = createKeyedQueue();
  /** Addresses that expire, kept here only; there are few at a time. */
  const addresses = new Map<string, { readonly url: string; readonly untilMs: number }>();

  const remember = ({ id, storeUrl, previewUrl }: PreviewTrack): FoundTrack => {
    if (service.renewal === undefined || previewUrl === undefined)
      return { id, storeUrl, ...(previewUrl !== undefined && { previewUrl }) };
    const now = clock.now();
    for (const [trackId, { untilMs }] of addresses) if (untilMs <= now) addresses.delete(trackId);
    addresses.set(id, { url: previewUrl, untilMs: now + service.renewal.lifeMs });
    return { id, storeUrl };
  };

  const search = async (song: Song, signal: AbortSignal): Promise<FoundTrack | null> => {
    const wanted = wantedSong(catalogue, song);
    for (const url of new Set(service.searchUrls(previewQueries(catalogue, song)))) {
      const tracks = await ask(url, signal);
      const heard = tracks.filter(({ previewUrl }) => previewUrl !== undefined);
      const match = matchPreview(wanted, heard);
      if (match !== undefined) return remember(match.candidate);
    }
    return null;
  };

  /** Two who want the same song at once ask once. @throws AudioError */
  const trackOf = (songId: string, signal: AbortSignal): Promise<FoundTrack | null> =>
    queue.run(songId, async () => {
      const known = lookups.get(origin, songId);
      if (known !== undefined) return known;
      const song = catalogue.song(songId);
      if (song === undefined) return null;
      const track = await search(song, signal);
      await lookups.set(origin, songId, track);
      return track;
    });

  /** Where a track's sound is; `isNew`: the address known did not work. @throws AudioError */
  const addressOf = async (
    { id, previewUrl }: FoundTrack,
    isNew: boolean,
    signal: AbortSignal,
  ): Promise<string | undefined> => {
    if (service.renewal === undefined) return isNew ? undefined : previewUrl;
    const known = addresses.get(id);
    if (!isNew && known !== undefined && known.untilMs > clock.now()) return known.url;
    const [track] = await ask(service.renewal.trackUrl(id), signal);
    if (track !== undefined) remember(track);
    return track?.previewUrl;
  };

  return { trackOf, addressOf, ask, gate };
};

const createPreviewSource = (deps: SourceDeps): PreviewSource => {
  const { service, endpoint, lookups, clock, mediaTimeoutMs = 6_000 } = deps;
  const { origin } = service;
  const { trackOf, addressOf, ask, gate } = createFinder(deps);
  const media = createAllowedHttp({
    allowed: endpoint.media,
    timeoutMs: mediaTimeoutMs,
    maxBytes: maxMediaBytes,
  });
  const playable = (songId: string, { storeUrl }: FoundTrack, lengthMs: number): PlayableAudio => ({
    songId,
    origin,
    lengthMs,
    storeUrl,
  });

  /** `undefined`: not there, or not any more. @throws AudioError */
  const download = async (url: string, signal: AbortSignal): Promise<Uint8Array | undefined> => {
    try {
      const { status, headers, body } = await media.get(url, signal);
      if (status === 200) return body;
      if (status === 429) {
        gate.wasLimited(retryAfterMs(headers.get('retry-after'), clock.now()));
        throw new AudioError('limited', `${origin} wants fewer downloads.`);
      }
      if (status >= 500) throw new AudioError('unreachable', `${origin} answered ${status} for a preview.`);
      return undefined;
    } catch (error) {
      if (error instanceof AudioError && error.reason === 'unreachable') gate.failed();
      throw error;
    }
  };

  /** @throws AudioError */
  const fetchSound = async (songId: string, track: FoundTrack, signal: AbortSignal): Promise<Uint8Array> => {
    for (const isNew of [false, true]) {
      const url = await addressOf(track, isNew, signal);
      const bytes = url === undefined ? undefined : await download(url, signal);
      if (bytes !== undefined) return bytes;
    }
    // Asking again at once would find the same: the service has taken it away, or not for this country.
    await lookups.set(origin, songId, null);
    throw new AudioError('not-found', `${origin} has no preview of ${songId} any more.`);
  };

  return {
    origin,
    state: gate.state,
    ready: () => (gate.state().kind === 'open' ? lookups.found(origin) : new Set()),
    find: async (songId, signal) => {
      try {
        const track = await trackOf(songId, signal);
        return track === null ? undefined : playable(songId, track, usualLengthMs);
      } catch (error) {
        // The caller has gone, or the service cannot be asked: no sound either way.
        if (error instanceof AudioError || signal.aborted) return undefined;
        throw error;
      }
    },
    open: async (songId, cut, signal) => {
      const track = await trackOf(songId, signal);
      if (track === null) throw new AudioError('not-found', `${origin} has no preview of ${songId}.`);
      const sound = await fetchSound(songId, track, signal);
      // FFmpeg's libraries, 22 MB, come into the process with the first preview that is played.
      const { readPreview } = await import('./preview-audio.ts');
      const preview = await readPreview(sound, signal);
      return { ...playable(songId, track, preview.lengthMs), packets: preview.packets(cut, signal) };
    },
    probe: async (signal) => {
      const [url] = service.searchUrls(['IU']);
      if (url !== undefined) await ask(url, signal);
    },
  };
};

/** The preview services an operator has switched on. Nothing is asked of them before somebody wants a song. */
export const openPreviews = async (deps: PreviewsDeps): Promise<readonly PreviewSource[]> => {
  if (deps.origins.length === 0) return [];
  const lookups = await openLookups(deps);
  return deps.origins.map((origin) => {
    const endpoint = (deps.endpoints ?? previewEndpoints)[origin];
    return createPreviewSource({ ...deps, lookups, endpoint, service: serviceFor[origin](endpoint.api) });
  });
};
