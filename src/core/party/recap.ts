import type { Begun, Moment, TrackRecord } from './types.ts';

/** Reactions this close together belong to one moment of a song: about a line of a chorus. */
export const MOMENT_WINDOW_MS = 10_000;

export interface GuestStay {
  readonly memberId: string;
  readonly stayMs: number;
}

export interface BestMoment {
  /** Of the first reaction of the moment. */
  readonly offsetMs: number;
  /** Different members who reacted in it. */
  readonly people: number;
}

export interface TrackRecap {
  readonly record: TrackRecord;
  /** Different members who saved it or had goosebumps. */
  readonly lovedBy: number;
  readonly savedBy: readonly string[];
  readonly best: BestMoment | undefined;
}

export interface Recap {
  /** Longest stay first. */
  readonly guests: readonly GuestStay[];
  readonly tracks: readonly TrackRecap[];
  /** The one most people loved; of equals the one with more saves, then the first. */
  readonly mostLoved: TrackRecap | undefined;
  readonly saves: number;
  readonly playedMs: number;
}

const people = (moments: readonly Moment[]): readonly string[] => [
  ...new Set(moments.map(({ memberId }) => memberId)),
];

/** The window with the most different members; the earliest of equals. */
export const bestMoment = (moments: readonly Moment[]): BestMoment | undefined => {
  const inOrder = moments.toSorted((a, b) => a.offsetMs - b.offsetMs);
  return inOrder
    .map(({ offsetMs }) => ({
      offsetMs,
      people: people(
        inOrder.filter((other) => other.offsetMs >= offsetMs && other.offsetMs < offsetMs + MOMENT_WINDOW_MS),
      ).length,
    }))
    .reduce<BestMoment | undefined>(
      (best, one) => (best === undefined || one.people > best.people ? one : best),
      undefined,
    );
};

const trackRecap = (record: TrackRecord, all: readonly Moment[]): TrackRecap => {
  const moments = all.filter(({ trackId }) => trackId === record.row.trackId);
  return {
    record,
    lovedBy: people(moments).length,
    savedBy: people(moments.filter(({ kind }) => kind === 'save')),
    best: bestMoment(moments),
  };
};

/** What a party was: who was there how long and what moved them. No content of any message. */
export const recapOf = ({ run }: Pick<Begun, 'run'>, now: number): Recap => {
  const tracks = run.history
    .filter(({ outcome }) => outcome !== 'failed')
    .map((record) => trackRecap(record, run.moments));
  const loved = tracks.filter(({ lovedBy }) => lovedBy > 0);
  return {
    guests: run.guests
      .map(({ id, since, totalMs }) => ({
        memberId: id,
        stayMs: totalMs + (since === null ? 0 : Math.max(0, now - since)),
      }))
      .toSorted((a, b) => b.stayMs - a.stayMs),
    tracks,
    mostLoved: loved.reduce<TrackRecap | undefined>((best, one) => {
      if (best === undefined || one.lovedBy > best.lovedBy) return one;
      return one.lovedBy === best.lovedBy && one.savedBy.length > best.savedBy.length ? one : best;
    }, undefined),
    saves: run.moments.filter(({ kind }) => kind === 'save').length,
    playedMs: tracks.reduce((sum, { record }) => sum + record.playedMs, 0),
  };
};
