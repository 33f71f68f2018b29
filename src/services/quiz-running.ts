import type { VoiceSeat } from '../core/audio/voice.ts';
import type { GameState } from '../core/quiz/types.ts';
import type { Place } from './quiz-log.ts';

/** A server's game in this process: its state, and what is kept beside it. */
export interface Running {
  place: Place;
  state: GameState;
  /** Number of events stored so far. */
  length: number;
  /** What cancels each timer, by its id. */
  readonly timers: Map<string, () => void>;
}

/** Where a game with sound plays. */
export const seatOf = ({ place }: Pick<Running, 'place'>): VoiceSeat | undefined =>
  place.voiceChannelId === undefined
    ? undefined
    : { guildId: place.guildId, channelId: place.voiceChannelId };
