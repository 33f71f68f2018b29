import type { z } from 'zod';
import type {
  awardSchema,
  clueSchema,
  endReasonSchema,
  gameEventSchema,
  gameSettingsSchema,
  gameStateSchema,
  memberSchema,
  nearMissSchema,
  nearVoteSchema,
  openRoundSchema,
  preparedRoundSchema,
  roundRecordSchema,
  teamIdSchema,
} from './schema.ts';
import type { TimerChange } from '../timer-changes.ts';

export type GameSettings = z.infer<typeof gameSettingsSchema>;
/** As asked for: `auto` is voice where voice is possible. */
export type AskedSettings = Omit<GameSettings, 'play'> & { readonly play: 'auto' | 'voice' | 'text' };
export type Mode = GameSettings['mode'];
export type AnswerKind = GameSettings['answer'];
export type Clue = z.infer<typeof clueSchema>;
export type PreparedRound = z.infer<typeof preparedRoundSchema>;
export type TeamId = z.infer<typeof teamIdSchema>;
export type Member = z.infer<typeof memberSchema>;
export type Award = z.infer<typeof awardSchema>;
export type RoundRecord = z.infer<typeof roundRecordSchema>;
export type OpenRound = z.infer<typeof openRoundSchema>;
export type NearMiss = z.infer<typeof nearMissSchema>;
export type NearVote = z.infer<typeof nearVoteSchema>;
export type EndReason = z.infer<typeof endReasonSchema>;
export type GameState = z.infer<typeof gameStateSchema>;
export type Phase = GameState['phase'];
export type GameEvent = z.infer<typeof gameEventSchema>;

export type Game = GameState['game'];
/** The state in one phase: `InPhase<'asking'>`. */
export type InPhase<P extends Phase> = Extract<GameState, { phase: P }>;
/** One kind of event: `EventOf<'guess'>`. */
export type EventOf<T extends GameEvent['type']> = Extract<GameEvent, { type: T }>;
export type Find = InPhase<'grace'>['finds'][number];

/** What a member is told about a guess. Only `found` can score. */
export type GuessOutcome =
  | 'found'
  | 'near'
  | 'wrong'
  /** After the reveal, or for a round that is over. */
  | 'too-late'
  | 'already-found'
  /** Choice mode: one press a round. */
  | 'already-chosen'
  /** No lives left, or entry to the game is closed. */
  | 'out'
  | 'paused'
  | 'no-round';

/** Why a press or command of a member did nothing. */
export type Refusal =
  | 'no-round'
  | 'not-eligible'
  | 'already-voted'
  | 'no-more-hints'
  | 'not-host'
  | 'not-a-team-game'
  | 'game-over'
  | 'game-running'
  | 'unknown-round'
  | 'rematch-taken';

export interface Tally {
  readonly votes: number;
  readonly needed: number;
}

export interface Standing {
  readonly memberId: string;
  /** 1 is best; equal scores share a rank. */
  readonly rank: number;
  readonly points: number;
  readonly firsts: number;
  readonly right: number;
  readonly bestStreak: number;
  readonly team: TeamId | null;
  readonly out: boolean;
}

export interface TeamStanding {
  readonly team: TeamId;
  readonly points: number;
  readonly memberIds: readonly string[];
}

/**
 * What the service is to do, in this order, after it has stored the event. Views read everything else they want to
 * show from the new state. `announce…`, `reveal` and `recap` come once each; the others may be repeated harmlessly.
 */
export type Effect =
  /** Choose a song (see `choose.ts`) and answer with `roundPrepared` or `noSongs`. */
  | { readonly type: 'prepareRound'; readonly roundId: number; readonly number: number }
  | { readonly type: 'announceLobby'; readonly beginsAt: number }
  | { readonly type: 'announceRound'; readonly round: OpenRound; readonly clues: readonly Clue[] }
  /** Edit the round's message: new clues, votes or a fall back to text. At most one edit a second is the service's. */
  | {
      readonly type: 'editRound';
      readonly round: OpenRound;
      readonly clues: readonly Clue[];
      readonly skip: Tally;
      readonly hint: Tally;
    }
  | { readonly type: 'reveal'; readonly record: RoundRecord; readonly last: boolean }
  /** Ask the room about a near miss, or, after a restart, go on asking. */
  | { readonly type: 'nearVote'; readonly vote: NearVote; readonly kind: AnswerKind; readonly tally: Tally }
  | {
      readonly type: 'nearCounted';
      readonly memberId: string;
      readonly vote: NearVote;
      readonly kind: AnswerKind;
      readonly tally: Tally;
    }
  /** Keep what was accepted as a name of the answer and answer with `nearAccepted`. */
  | { readonly type: 'acceptNear'; readonly vote: NearVote }
  | {
      readonly type: 'nearVoteOver';
      readonly vote: NearVote;
      readonly kind: AnswerKind;
      readonly accepted: boolean;
    }
  /** Edit the reveal: a near miss was accepted after it. */
  | { readonly type: 'amendReveal'; readonly record: RoundRecord }
  | {
      readonly type: 'recap';
      readonly reason: EndReason;
      readonly standings: readonly Standing[];
      /** Empty unless the mode is teams. */
      readonly teams: readonly TeamStanding[];
      readonly rounds: readonly RoundRecord[];
    }
  /** After a restart: make what the channel shows agree with the state, by editing, never by posting a second time. */
  | { readonly type: 'redraw' }
  | { readonly type: 'roundVoided'; readonly roundId: number; readonly number: number }
  | {
      readonly type: 'playClip';
      readonly roundId: number;
      readonly songId: string;
      readonly startMs: number;
      readonly lengthMs: number;
    }
  | { readonly type: 'stopClip'; readonly roundId: number }
  | TimerChange
  | {
      readonly type: 'guessOutcome';
      readonly memberId: string;
      readonly messageId: string | undefined;
      readonly outcome: GuessOutcome;
      readonly reason: string;
      readonly nearest: string | undefined;
    }
  | { readonly type: 'refuse'; readonly memberId: string; readonly why: Refusal }
  | { readonly type: 'teamJoined'; readonly memberId: string; readonly team: TeamId }
  | { readonly type: 'hostChanged'; readonly from: string; readonly to: string }
  | { readonly type: 'paused'; readonly until: number }
  | { readonly type: 'resumed' }
  | {
      readonly type: 'fileReport';
      readonly memberId: string;
      readonly songId: string;
      readonly roundId: number;
    }
  /** Start a new game (new id, new seed) with this host, these settings and these members. */
  | {
      readonly type: 'rematch';
      readonly hostId: string;
      readonly settings: GameSettings;
      readonly memberIds: readonly string[];
    };

export interface Step {
  readonly state: GameState;
  readonly effects: readonly Effect[];
}
