import { step } from './game.ts';
import { CHOICES, LADDER_CLIPS_MS } from './rules.ts';
import { BadTransitionError } from './errors.ts';
import { tallies } from './electors.ts';
import type { Clue, Effect, EventOf, Game, InPhase, OpenRound, PreparedRound, Step } from './types.ts';

/** Asks for a song. Round ids rise with every attempt, so answers to an earlier request are known as stale. */
export const prepareRound = (game: Game, number: number): Step => {
  const roundId = game.lastRoundId + 1;
  return step(
    { phase: 'preparing', game: { ...game, lastRoundId: roundId }, roundId, number },
    { type: 'prepareRound', roundId, number },
  );
};

/** `count` moments from `from` on, at even distances, the first at once. */
const evenSteps = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + Math.round(((to - from) / count) * index));

export const shownClues = (round: OpenRound): readonly Clue[] =>
  round.prepared.clues.slice(0, round.cluesAt.length);

export const editRound = (game: Game, round: OpenRound): Effect => ({
  type: 'editRound',
  round,
  clues: shownClues(round),
  ...tallies(game, round),
});

/** The clip of the step the round is in; nothing in a text round. */
export const clipOf = (game: Game, round: OpenRound): readonly Effect[] => {
  const { media, songId } = round.prepared;
  if (round.play !== 'voice' || media.kind !== 'voice') return [];
  const ladderMs = game.settings.mode === 'ladder' ? LADDER_CLIPS_MS[round.steps - 1] : undefined;
  return [
    {
      type: 'playClip',
      roundId: round.roundId,
      songId,
      startMs: media.startMs,
      lengthMs: Math.min(ladderMs ?? media.lengthMs, media.lengthMs),
    },
  ];
};

const problemWith = (game: Game, prepared: PreparedRound): string | undefined => {
  if (game.history.some((record) => record.prepared.songId === prepared.songId))
    return `song "${prepared.songId}" was in an earlier round`;
  if (game.settings.play === 'text' && prepared.media.kind === 'voice') return 'a clip in a text game';
  if (game.settings.mode !== 'choice') return undefined;
  const right = prepared.choiceIds.filter((choice) => prepared.answerIds.includes(choice));
  if (new Set(prepared.choiceIds).size !== CHOICES || prepared.choiceIds.length !== CHOICES)
    return `needs ${CHOICES} different choices`;
  return right.length === 1 ? undefined : `${right.length} of the choices are right`;
};

const stepsOf = (game: Game, prepared: PreparedRound, at: number, endsAt: number): readonly number[] => {
  if (prepared.media.kind === 'text') return evenSteps(at, endsAt, prepared.clues.length);
  return game.settings.mode === 'ladder' ? evenSteps(at, endsAt, LADDER_CLIPS_MS.length) : [at];
};

export const openRound = (state: InPhase<'preparing'>, event: EventOf<'roundPrepared'>): Step => {
  const { game } = state;
  const { prepared, at } = event;
  const problem = problemWith(game, prepared);
  if (problem !== undefined) throw new BadTransitionError(state.phase, event.type, problem);
  const endsAt = at + game.settings.seconds * 1_000;
  const stepsAt = stepsOf(game, prepared, at, endsAt);
  const play = prepared.media.kind;
  const round: OpenRound = {
    roundId: state.roundId,
    number: state.number,
    prepared,
    play,
    openedAt: at,
    endsAt,
    stepsAt,
    steps: Math.min(1, stepsAt.length),
    cluesAt: play === 'text' ? stepsAt.slice(0, 1) : [],
    hintsAt: [],
    skipVotes: [],
    hintVotes: [],
    guesses: 0,
    chosenIds: [],
    nears: [],
  };
  return step(
    { phase: 'asking', game, round },
    { type: 'announceRound', round, clues: shownClues(round) },
    ...clipOf(game, round),
  );
};

/** The next clue or the next, longer clip. */
export const takeStep = (state: InPhase<'asking'>, at: number): Step => {
  const { game } = state;
  const text = state.round.play === 'text';
  const round: OpenRound = {
    ...state.round,
    steps: state.round.steps + 1,
    cluesAt: text ? [...state.round.cluesAt, at] : state.round.cluesAt,
  };
  return step({ ...state, round }, ...(text ? [editRound(game, round)] : clipOf(game, round)));
};

/** A hint is the next clue before its time. In text it takes the place of the step that would have shown it. */
export const giveHint = (state: InPhase<'asking'>, at: number): Step => {
  const { game, round } = state;
  const hinted: OpenRound = {
    ...round,
    steps: round.play === 'text' ? round.steps + 1 : round.steps,
    cluesAt: [...round.cluesAt, at],
    hintsAt: [...round.hintsAt, at],
    hintVotes: [],
  };
  return step({ ...state, round: hinted }, editRound(game, hinted));
};

export const hasMoreClues = (round: OpenRound): boolean => round.cluesAt.length < round.prepared.clues.length;

/** The same round with all its times `byMs` later: a pause does not count. */
export const shiftRound = (round: OpenRound, byMs: number): OpenRound => {
  const later = (time: number) => time + byMs;
  return {
    ...round,
    openedAt: later(round.openedAt),
    endsAt: later(round.endsAt),
    stepsAt: round.stepsAt.map(later),
    cluesAt: round.cluesAt.map(later),
    hintsAt: round.hintsAt.map(later),
  };
};

/** Voice is gone: the clue ladder takes over in the time that remains. */
export const fallBackToText = (state: InPhase<'asking'>, at: number): Step => {
  const { game, round } = state;
  const shown = round.cluesAt;
  const coming = evenSteps(at, Math.max(round.endsAt, at), round.prepared.clues.length - shown.length);
  const text: OpenRound = { ...round, play: 'text', stepsAt: [...shown, ...coming], steps: shown.length };
  const fallen: InPhase<'asking'> = { ...state, round: text };
  return coming.length > 0 ? takeStep(fallen, at) : step(fallen, editRound(game, text));
};
