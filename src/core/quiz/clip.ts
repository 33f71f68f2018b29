import type { Rng } from '../ports.ts';
import { GRACE_MS, LADDER_CLIPS_MS, REVEAL_MS } from './rules.ts';
import type { GameSettings, PreparedRound } from './types.ts';

/** Introductions give little to go by, and endings less. */
const EARLIEST_SHARE = 0.1;
const LATEST_SHARE = 0.6;

/** A clip does not end before its reveal by the slack of timers. */
const SPARE_MS = 1_000;

const longestLadderMs = Math.max(...LADDER_CLIPS_MS);

/** How much of a song a round plays at most: in a ladder its last clip, else through the round and its reveal. */
const wantedMs = ({ mode, seconds }: GameSettings): number =>
  mode === 'ladder' ? longestLadderMs : seconds * 1_000 + GRACE_MS + REVEAL_MS + SPARE_MS;

/** Which piece of a song of this length a round plays. Never its very beginning. */
export const chooseClip = (
  songMs: number,
  settings: GameSettings,
  rng: Rng,
): Extract<PreparedRound['media'], { kind: 'voice' }> => {
  const earliestMs = songMs * EARLIEST_SHARE;
  const latestMs = Math.max(earliestMs, Math.min(songMs * LATEST_SHARE, songMs - wantedMs(settings)));
  const startMs = Math.round(earliestMs + rng.next() * (latestMs - earliestMs));
  return { kind: 'voice', startMs, lengthMs: Math.max(1, Math.min(wantedMs(settings), songMs - startMs)) };
};
