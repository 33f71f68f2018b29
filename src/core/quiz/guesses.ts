import {
  andThen,
  currentNumber,
  isEntryOpen,
  isLivesMode,
  isHere,
  memberOf,
  newMember,
  step,
  withMember,
} from './game.ts';
import { withNear } from './near-votes.ts';
import { handleJoin } from './presence.ts';
import { CLOCK_SKEW_MS, GRACE_MS } from './rules.ts';
import { closeRound } from './settle.ts';
import { electors } from './electors.ts';
import type { EventOf, Find, Game, GameState, GuessOutcome, InPhase, OpenRound, Step } from './types.ts';

type Guess = EventOf<'guess'>;
type OpenPhase = InPhase<'asking' | 'grace'>;

const told = (state: GameState, guess: Guess, outcome: GuessOutcome): Step =>
  step(state, {
    type: 'guessOutcome',
    memberId: guess.memberId,
    messageId: guess.messageId,
    outcome,
    reason: guess.verdict.reason,
    nearest: guess.verdict.nearest,
  });

/** Why the guess is not looked at, if so. */
const barred = (state: OpenPhase, guess: Guess): GuessOutcome | undefined => {
  const { game, round } = state;
  if (guess.roundId !== undefined && guess.roundId !== round.roundId) return 'too-late';
  if (guess.at < round.openedAt - CLOCK_SKEW_MS) return 'too-late';
  const member = memberOf(game, guess.memberId);
  if (member === undefined ? !isEntryOpen(game) : member.stake.kind === 'out') return 'out';
  if (state.phase === 'grace') {
    if (state.finds.some(({ memberId }) => memberId === guess.memberId)) return 'already-found';
    if (guess.at > state.finds[0].at + GRACE_MS) return 'too-late';
  }
  return round.chosenIds.includes(guess.memberId) ? 'already-chosen' : undefined;
};

/** Whoever guesses takes part. In a game with lives mere chatter does not enter anyone. */
const takingPart = (game: Game, guess: Guess): Game => {
  const member = memberOf(game, guess.memberId);
  const text = game.settings.play === 'text';
  const here = { kind: 'here', since: guess.at, deafened: false } as const;
  if (member === undefined) {
    if (isLivesMode(game.settings.mode) && guess.verdict.kind === 'wrong') return game;
    return withMember(game, newMember(game, guess.memberId, text ? here : { kind: 'outside' }, guess.at));
  }
  const presence = text && !isHere(member) ? here : member.presence;
  return withMember(game, { ...member, presence, activeRound: currentNumber(game) });
};

const counted = (game: Game, round: OpenRound, { memberId, at, near }: Guess): OpenRound => {
  const next = {
    ...round,
    guesses: round.guesses + 1,
    chosenIds: game.settings.mode === 'choice' ? [...round.chosenIds, memberId] : round.chosenIds,
  };
  return near === undefined ? next : withNear(next, { memberId, guessedAt: at, ...near });
};

/** Earlier guesses that arrive later go before: the order is that of the guesses' own times. */
const inOrder = (finds: InPhase<'grace'>['finds'], find: Find): InPhase<'grace'>['finds'] => {
  const index = finds.findIndex(({ at }) => at > find.at);
  const [first, ...rest] = index === -1 ? [...finds, find] : finds.toSpliced(index, 0, find);
  return first === undefined ? [find] : [first, ...rest];
};

const found = (state: OpenPhase, guess: Guess): InPhase<'grace'> => {
  const { memberId, at, messageId } = guess;
  const find: Find = { memberId, at, messageId };
  const finds = state.phase === 'grace' ? inOrder(state.finds, find) : ([find] as const);
  return { phase: 'grace', game: state.game, round: state.round, finds };
};

/** In a voice game of choices there is nothing to wait for when everyone who hears it has pressed. */
const everyoneHasChosen = ({ game, round }: OpenPhase): boolean => {
  const listening = electors(game, round);
  return (
    game.settings.mode === 'choice' &&
    game.settings.play === 'voice' &&
    listening.length > 0 &&
    listening.every(({ id }) => round.chosenIds.includes(id))
  );
};

const guessInRound = (state: OpenPhase, guess: Guess): Step => {
  const why = barred(state, guess);
  if (why !== undefined) return told(state, guess, why);
  const game = takingPart(state.game, guess);
  const round = counted(game, state.round, guess);
  const next: OpenPhase = { ...state, game, round };
  if (guess.verdict.kind === 'correct') return told(found(next, guess), guess, 'found');
  const answered = told(next, guess, guess.verdict.kind);
  return next.phase === 'asking' && everyoneHasChosen(next)
    ? andThen(answered, () => closeRound(game, round, [], 'time-up', guess.at))
    : answered;
};

export const handleGuess = (state: GameState, guess: Guess): Step => {
  switch (state.phase) {
    case 'asking':
    case 'grace':
      return guessInRound(state, guess);
    case 'revealed':
      return told(state, guess, 'too-late');
    case 'paused':
      // In a text game a guess is a way of coming back.
      return state.game.settings.play === 'text'
        ? andThen(handleJoin(state, { memberId: guess.memberId, at: guess.at, deafened: false }), (resumed) =>
            handleGuess(resumed, guess),
          )
        : told(state, guess, 'paused');
    case 'lobby':
    case 'preparing':
    case 'ended':
      return told(state, guess, 'no-round');
  }
};

/** A near miss of the open round that the room has accepted. It was counted as a guess when it was made. */
export const acceptInRound = (
  state: OpenPhase,
  { memberId, guessedAt }: EventOf<'nearAccepted'>,
): InPhase<'grace'> | GuessOutcome => {
  const guess: Guess = {
    type: 'guess',
    at: guessedAt,
    memberId,
    verdict: { kind: 'correct', reason: 'accepted-by-vote' },
  };
  return barred(state, guess) ?? found({ ...state, game: takingPart(state.game, guess) }, guess);
};
