import { z } from 'zod';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { finding } from '../core/doctor/findings.ts';
import type { DiskUse, Finding, Findings } from '../core/doctor/findings.ts';
import type { Clock, Stores } from '../core/ports.ts';
import type { Check } from './doctor.ts';

/** Discord's stamp is set before the interaction travels, so ours is always a little later and never earlier. */
const aheadMs = 3_000;
const behindMs = 500;
const wrongMs = 15_000;

/** Compares our clock with the moment Discord says the command was run. */
export const clockCheck: Check = {
  section: 'clock',
  run: ({ askedAtMs, heardAtMs }) => {
    const offMs = heardAtMs - askedAtMs;
    if (offMs <= aheadMs && offMs >= -behindMs) return [finding('ok', 'clockRight', {})];
    const mark = Math.abs(offMs) > wrongMs ? 'problem' : 'warning';
    const seconds = Math.max(1, Math.round(Math.abs(offMs) / 1000));
    return [finding(mark, offMs > 0 ? 'clockAhead' : 'clockBehind', { seconds })];
  },
};

export const catalogueCheck = ({ dramas, songs, artists }: Catalogue): Check => ({
  section: 'catalogue',
  run: () => [
    finding('ok', 'catalogueRead', { dramas: dramas.size, songs: songs.size, artists: artists.size }),
  ],
});

const slowStoreMs = 250;

/** Writes a record, reads it back and deletes it. */
export const storeCheck = (stores: Stores, clock: Clock): Check => {
  let visits = 0;
  const store = stores.open('doctor', { schema: z.object({ atMs: z.number() }), version: 1 });
  return {
    section: 'store',
    run: async ({ guildId }) => {
      visits += 1;
      const id = `${guildId}:${visits}`;
      const atMs = clock.now();
      const startedAt = performance.now();
      await store.update(id, () => ({ atMs }));
      const read = await store.get(id);
      const isGone = await store.delete(id);
      const ms = Math.max(1, Math.round(performance.now() - startedAt));
      if (read?.atMs !== atMs || !isGone) return [finding('problem', 'storeBroken', {})];
      return [
        ms > slowStoreMs ? finding('warning', 'storeSlow', { ms }) : finding('ok', 'storeWorks', { ms }),
      ];
    },
  };
};

const gigabyte = 1_000_000_000;
const lowBytes = gigabyte;
const fullBytes = gigabyte / 10;

export interface Disk {
  readonly of: readonly DiskUse[];
  readonly freeBytes: number;
}

/** `disks`: each disk something of ours is on, once. */
export const diskCheck = (disks: () => Promise<readonly Disk[]>): Check => ({
  section: 'disk',
  run: async () =>
    (await disks()).map(({ of, freeBytes }) => {
      const params = { of, gigabytes: freeBytes / gigabyte };
      if (freeBytes >= lowBytes) return finding('ok', 'diskFree', params);
      return finding(freeBytes < fullBytes ? 'problem' : 'warning', 'diskLow', params);
    }),
});

export const intentsCheck = (hasMessageContent: () => boolean): Check => ({
  section: 'intents',
  run: () => [
    hasMessageContent() ? finding('ok', 'messageContentOn', {}) : finding('warning', 'messageContentOff', {}),
  ],
});

/** `daveVersion`: the highest protocol version the library speaks; rejects where the library does not load. */
export const encryptionCheck = (daveVersion: () => Promise<number>): Check => ({
  section: 'encryption',
  run: async () => {
    const version = await daveVersion().catch(() => 0);
    return [
      version > 0
        ? finding('ok', 'encryptionReady', { version })
        : finding('problem', 'encryptionMissing', {}),
    ];
  },
});

/** `ffmpeg` rejects where there is none that works. */
export const transcoderCheck = (ffmpeg: () => Promise<Findings['ffmpegReady']>): Check => ({
  section: 'transcoder',
  run: () =>
    ffmpeg().then(
      ({ from, version }) => [finding('ok', 'ffmpegReady', { from, version })],
      () => [finding('problem', 'ffmpegMissing', {})],
    ),
});

/** A preview service, as much of it as the doctor asks about. */
export interface ProbedPreviews {
  readonly origin: 'itunes' | 'deezer';
  state():
    | { readonly kind: 'open' }
    | { readonly kind: 'paused'; readonly reason: 'limited' | 'unreachable'; readonly untilMs: number };
  probe(signal: AbortSignal): Promise<void>;
}

export interface SoundCheckDeps {
  readonly previews: readonly ProbedPreviews[];
  /** Absent: there is no library. */
  readonly library?: () => Findings['libraryRead'];
  readonly clock: Clock;
}

/** One probe a minute is enough for all who ask: each is a request of an allowance that rounds need. */
const probeLifeMs = 60_000;

const libraryFinding = (counts: Findings['libraryRead']): Finding =>
  finding(
    counts.matched === 0 || counts.doubtful + counts.broken > 0 ? 'warning' : 'ok',
    'libraryRead',
    counts,
  );

export const soundCheck = ({ previews, library, clock }: SoundCheckDeps): Check => {
  const probes = new Map<string, { readonly atMs: number; readonly isReachable: boolean }>();

  const isReachable = async ({ origin, probe }: ProbedPreviews, signal: AbortSignal): Promise<boolean> => {
    const last = probes.get(origin);
    if (last !== undefined && clock.now() - last.atMs < probeLifeMs) return last.isReachable;
    const reached = await probe(signal).then(
      () => true,
      () => false,
    );
    probes.set(origin, { atMs: clock.now(), isReachable: reached });
    return reached;
  };

  const previewFinding = async (source: ProbedPreviews, signal: AbortSignal): Promise<Finding> => {
    const { origin } = source;
    const reached = source.state().kind === 'open' && (await isReachable(source, signal));
    const state = source.state();
    if (state.kind === 'paused' && state.reason === 'limited')
      return finding('warning', 'previewsLimited', {
        origin,
        untilSeconds: Math.ceil(state.untilMs / 1000),
      });
    return reached
      ? finding('ok', 'previewsReady', { origin })
      : finding('problem', 'previewsUnreachable', { origin });
  };

  return {
    section: 'sound',
    run: async (_, signal) => {
      if (library === undefined && previews.length === 0) return [finding('warning', 'noSound', {})];
      return [
        library === undefined ? finding('ok', 'libraryOff', {}) : libraryFinding(library()),
        ...(await Promise.all(previews.map((source) => previewFinding(source, signal)))),
        ...(previews.length === 0 ? [finding('ok', 'previewsOff', {})] : []),
      ];
    },
  };
};
