import { z } from 'zod';
import { parseYears } from '../years.ts';

/**
 * The stored form of a quiz: settings, events and state. Plain JSON; the TypeScript types are inferred from here
 * (`types.ts`), so a stored game and a running one cannot drift apart.
 */

/** Raised when a stored event of the older form no longer replays to the same state; the store migrates on it. */
export const QUIZ_VERSION = 2;

const id = z.string().min(1).max(100);
/** Milliseconds since the Unix epoch: of a message or interaction by its snowflake, of a timer by the clock. */
const at = z.number();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

export const gameSettingsSchema = z
  .strictObject({
    mode: z.enum(['classic', 'choice', 'lives', 'sudden-death', 'teams', 'ladder']),
    answer: z.enum(['drama', 'song', 'artist']),
    /** `auto` is decided by the service before the start. */
    play: z.enum(['voice', 'text']),
    rounds: z.number().int().min(1).max(50),
    seconds: z.number().int().min(5).max(120),
    difficulty: z.enum(['easy', 'normal', 'hard', 'any']),
    /** As typed: "2016", "2010-2019" or "2010s"; null for all. */
    years: z
      .string()
      .refine((typed) => parseYears(typed) !== undefined, 'must be like 2016, 2010-2019 or 2010s')
      .nullable(),
    pool: z.enum(['everything', 'watched', 'favourites']),
  })
  .readonly();

export const verdictSchema = z
  .strictObject({
    kind: z.enum(['correct', 'near', 'wrong']),
    /** The judge's reason code; the engine only passes it on. */
    reason: z.string(),
    nearest: z.string().optional(),
  })
  .readonly();

/** From hardest to easiest; a fact the catalogue does not state has no clue. */
export const clueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('year'), year: z.number().int() }),
  z.strictObject({ kind: z.literal('network'), network: z.string() }),
  z.strictObject({ kind: z.literal('part'), part: z.string() }),
  z.strictObject({ kind: z.literal('length'), lengthMs: z.number().int() }),
  z.strictObject({ kind: z.literal('mood'), moods: list(z.string()) }),
  z.strictObject({ kind: z.literal('artistInitials'), initials: z.string() }),
  z.strictObject({ kind: z.literal('artist'), artist: z.string() }),
  z.strictObject({ kind: z.literal('maskedTitle'), masked: z.string() }),
]);

/** All that chance and the catalogue decided about a round, so that replaying needs neither. */
export const preparedRoundSchema = z
  .strictObject({
    songId: id,
    dramaIds: list(id),
    /** Ids of every right answer, of the game's answer kind. */
    answerIds: list(id).refine((answers) => answers.length > 0, 'a round needs an answer'),
    clues: list(clueSchema),
    /** Choice mode: four answer ids in the order of the buttons, exactly one of them right. Else empty. */
    choiceIds: list(id),
    /** Pools of members' own dramas or songs: who was here, and whose own this is. Else empty. See `balance.ts`. */
    room: list(z.strictObject({ memberId: id, own: z.boolean() }).readonly()),
    media: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text') }),
      z.strictObject({
        kind: z.literal('voice'),
        startMs: z.number().min(0),
        lengthMs: z.number().positive(),
      }),
    ]),
  })
  .readonly();

export const teamIdSchema = z.enum(['a', 'b']);

/** What a member has at stake, by the game's mode. */
const stakeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }).readonly(),
  z.strictObject({ kind: z.literal('lives'), left: z.number().int().positive() }).readonly(),
  z.strictObject({ kind: z.literal('out'), round: z.number().int() }).readonly(),
  z.strictObject({ kind: z.literal('team'), team: teamIdSchema }).readonly(),
]);

const presenceSchema = z.discriminatedUnion('kind', [
  /** In the voice channel of a voice game; taking part in a text game. */
  z.strictObject({ kind: z.literal('here'), since: at, deafened: z.boolean() }).readonly(),
  z.strictObject({ kind: z.literal('left') }).readonly(),
  /** Guesses in chat without being in the voice channel. */
  z.strictObject({ kind: z.literal('outside') }).readonly(),
]);

export const memberSchema = z
  .strictObject({
    id,
    presence: presenceSchema,
    stake: stakeSchema,
    /** Rounds in a row this member was right in. */
    streak: z.number().int().min(0),
    bestStreak: z.number().int().min(0),
    /** A round that opened before this neither ends a streak nor costs a life. */
    enteredAt: at,
    /** Number of the last round in which the member guessed or joined. */
    activeRound: z.number().int().min(0),
  })
  .readonly();

export const awardSchema = z
  .strictObject({
    memberId: id,
    place: z.enum(['first', 'grace']),
    points: z.number().int().positive(),
    streak: z.number().int().positive(),
    /** Time of the right guess. */
    at,
    team: teamIdSchema.nullable(),
    /** Given by a vote of the room after the reveal; it takes nobody's place. */
    amended: z.boolean(),
  })
  .readonly();

/** A finished round. Scores are the sum of the awards in here and are kept nowhere else. */
export const roundRecordSchema = z
  .strictObject({
    roundId: z.number().int(),
    number: z.number().int(),
    prepared: preparedRoundSchema,
    outcome: z.enum(['won', 'time-up', 'skipped', 'stopped']),
    openedAt: at,
    closedAt: at,
    awards: list(awardSchema),
    guesses: z.number().int().min(0),
    hints: z.number().int().min(0),
    /** Members whom this round cost a life, and those of them who had no other. */
    lostLifeIds: list(id),
    outIds: list(id),
  })
  .readonly();

/** A guess that was nearly right, made while its round was open. */
const nearMiss = { memberId: id, text: z.string(), guessedAt: at, answerId: id };
export const nearMissSchema = z.strictObject(nearMiss).readonly();

/** The room's vote on a near miss of a finished round. */
export const nearVoteSchema = z
  .strictObject({
    ...nearMiss,
    roundId: z.number().int(),
    endsAt: at,
    votes: list(id),
    /** Decided; what follows from it is not done yet. */
    accepted: z.boolean(),
  })
  .readonly();

/** What every phase knows. */
const gameSchema = z
  .strictObject({
    version: z.literal(QUIZ_VERSION),
    gameId: id,
    guildId: id,
    settings: gameSettingsSchema,
    seed: z.string(),
    startedAt: at,
    hostId: id,
    members: list(memberSchema),
    history: list(roundRecordSchema),
    /** Id of the latest round; a replayed round has a new id under the same number. */
    lastRoundId: z.number().int().min(0),
    nearVote: nearVoteSchema.nullable(),
  })
  .readonly();

export const openRoundSchema = z
  .strictObject({
    roundId: z.number().int(),
    number: z.number().int(),
    prepared: preparedRoundSchema,
    /** How it is played now: voice may have failed since it was prepared. */
    play: z.enum(['voice', 'text']),
    openedAt: at,
    endsAt: at,
    /** When each step (a clue in text, a clip in voice) has come or will come by itself. */
    stepsAt: list(at),
    /** Steps already taken. */
    steps: z.number().int().min(0),
    /** When each shown clue was shown, hints included. */
    cluesAt: list(at),
    /** When each hint was given. */
    hintsAt: list(at),
    skipVotes: list(id),
    hintVotes: list(id),
    guesses: z.number().int().min(0),
    /** Choice mode: who has pressed a button. */
    chosenIds: list(id),
    /** The first near miss of each member. */
    nears: list(nearMissSchema),
  })
  .readonly();

const findSchema = z.strictObject({ memberId: id, at, messageId: id.optional() }).readonly();

export const endReasonSchema = z.enum([
  'finished',
  'stopped',
  'idle',
  'abandoned',
  'last-standing',
  'no-songs',
]);

export const gameStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('lobby'), game: gameSchema, beginsAt: at }).readonly(),
  z
    .strictObject({
      phase: z.literal('preparing'),
      game: gameSchema,
      roundId: z.number().int(),
      number: z.number().int(),
    })
    .readonly(),
  z.strictObject({ phase: z.literal('asking'), game: gameSchema, round: openRoundSchema }).readonly(),
  z
    .strictObject({
      phase: z.literal('grace'),
      game: gameSchema,
      round: openRoundSchema,
      /** In order of time; never empty. */
      finds: z.tuple([findSchema], findSchema).readonly(),
    })
    .readonly(),
  /** The finished round is the last of the history. */
  z.strictObject({ phase: z.literal('revealed'), game: gameSchema, nextAt: at }).readonly(),
  z
    .strictObject({
      phase: z.literal('paused'),
      game: gameSchema,
      pausedAt: at,
      until: at,
      resume: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('round'), round: openRoundSchema }).readonly(),
        z.strictObject({ kind: z.literal('next'), number: z.number().int() }).readonly(),
      ]),
    })
    .readonly(),
  z
    .strictObject({
      phase: z.literal('ended'),
      game: gameSchema,
      reason: endReasonSchema,
      endedAt: at,
      rematchBy: id.nullable(),
    })
    .readonly(),
]);

/** Turns an event of an older version into the present form. In version 1 near misses were not stored. */
export const migrateEvent = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'version' in data ? { ...data, version: QUIZ_VERSION } : data;

const roundId = z.number().int();
const presentMember = z.strictObject({ memberId: id, deafened: z.boolean() }).readonly();

export const gameEventSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('start'),
      version: z.literal(QUIZ_VERSION),
      at,
      gameId: id,
      guildId: id,
      hostId: id,
      seed: z.string(),
      settings: gameSettingsSchema,
      /** Humans present: in the voice channel, or in a text game the host (and who joined a rematch). */
      members: list(presentMember),
    })
    .readonly(),
  /** Ends the lobby of a team game before its time. */
  z.strictObject({ type: z.literal('begin'), at, memberId: id }).readonly(),
  z.strictObject({ type: z.literal('joinTeam'), at, memberId: id, team: teamIdSchema }).readonly(),
  /** Answers the effect `prepareRound`. */
  z.strictObject({ type: z.literal('roundPrepared'), at, roundId, prepared: preparedRoundSchema }).readonly(),
  /** No song is left for this game. */
  z.strictObject({ type: z.literal('noSongs'), at, roundId }).readonly(),
  z
    .strictObject({
      type: z.literal('guess'),
      at,
      memberId: id,
      messageId: id.optional(),
      /** The round a button belonged to; a chat message has none. */
      roundId: roundId.optional(),
      verdict: verdictSchema,
      /** Of a near miss the room could vote for: what was written, and the answer it comes close to. */
      near: z.strictObject({ text: z.string(), answerId: id }).readonly().optional(),
    })
    .readonly(),
  /** A member of the room accepts the near miss that is being voted on. */
  z.strictObject({ type: z.literal('nearVoted'), at, memberId: id, roundId }).readonly(),
  /** The room has voted to accept a near miss: it counts as right from the time it was written. */
  z.strictObject({ type: z.literal('nearAccepted'), at, memberId: id, roundId, guessedAt: at }).readonly(),
  z
    .strictObject({
      type: z.literal('vote'),
      at,
      memberId: id,
      vote: z.enum(['skip', 'hint']),
      roundId: roundId.optional(),
      /** Decide it at once: for the host, or with `moderator`. */
      force: z.boolean().optional(),
      moderator: z.boolean().optional(),
    })
    .readonly(),
  /** Came into the voice channel, or pressed "join" of a text game. Bots are not players and are passed over. */
  z
    .strictObject({ type: z.literal('join'), at, memberId: id, bot: z.boolean(), deafened: z.boolean() })
    .readonly(),
  z.strictObject({ type: z.literal('leave'), at, memberId: id }).readonly(),
  z.strictObject({ type: z.literal('deafen'), at, memberId: id, deafened: z.boolean() }).readonly(),
  z.strictObject({ type: z.literal('timer'), at, timerId: z.string() }).readonly(),
  z.strictObject({ type: z.literal('voiceFailed'), at, roundId }).readonly(),
  z.strictObject({ type: z.literal('stop'), at, memberId: id, moderator: z.boolean().optional() }).readonly(),
  z.strictObject({ type: z.literal('report'), at, memberId: id, roundId }).readonly(),
  z.strictObject({ type: z.literal('rematch'), at, memberId: id }).readonly(),
  /** The process is back. Sent once after replaying, before anything else. */
  z.strictObject({ type: z.literal('recovered'), at }).readonly(),
]);
