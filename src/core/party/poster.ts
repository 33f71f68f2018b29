import { recapOf } from './recap.ts';
import type { TrackRecap } from './recap.ts';
import type { Begun } from './types.ts';

/** What is drawn of a party that is over. Every word on it is given: the painter knows no language. It names no member. */
export interface Poster {
  /** Above the title: what kind of evening it was. */
  readonly kicker: string;
  readonly title: string;
  readonly date: string;
  /** Up to four. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The song of the evening. Absent when nobody reacted to any. */
  readonly loved:
    | {
        readonly label: string;
        readonly title: string;
        readonly subtitle: string;
        readonly people: string;
      }
    | undefined;
  readonly list: {
    readonly label: string;
    readonly rows: readonly { readonly lead: string; readonly text: string; readonly tail: string }[];
  };
  /** How much each track moved the room, in their order: 0 to 1. */
  readonly pulse: readonly number[];
  /** Degrees on the colour wheel. */
  readonly hue: number;
}

/** Draws a poster as a PNG file. */
export type PaintPoster = (poster: Poster) => Promise<Uint8Array>;

/** Rows a poster has room for. */
export const posterRows = 4;

export interface PosterFacts {
  readonly mostLoved: TrackRecap | undefined;
  /** The tracks of the moments that moved most people, in the order of the evening. */
  readonly moments: readonly TrackRecap[];
  readonly tracks: readonly TrackRecap[];
  readonly pulse: readonly number[];
  readonly guests: number;
  readonly saves: number;
  readonly playedMs: number;
}

/** What a poster shows of a recap. */
export const posterFacts = (state: Begun, now: number): PosterFacts => {
  const { tracks, mostLoved, guests, saves, playedMs } = recapOf(state, now);
  const most = Math.max(1, ...tracks.map(({ lovedBy }) => lovedBy));
  const best = tracks
    .filter((track) => track.best !== undefined)
    .toSorted((a, b) => (b.best?.people ?? 0) - (a.best?.people ?? 0))
    .slice(0, posterRows);
  return {
    mostLoved,
    moments: tracks.filter((track) => best.includes(track)),
    tracks,
    pulse: tracks.map(({ lovedBy }) => lovedBy / most),
    guests: guests.length,
    saves,
    playedMs,
  };
};
