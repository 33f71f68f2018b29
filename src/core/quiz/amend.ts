import { pointsFor } from '../scoring.ts';
import { memberOf, step, withMember } from './game.ts';
import { acceptInRound } from './guesses.ts';
import { closeAccepted } from './near-votes.ts';
import { GRACE_MS } from './rules.ts';
import type { Award, EventOf, Game, GameState, GuessOutcome, Member, RoundRecord, Step } from './types.ts';

type Accepted = EventOf<'nearAccepted'>;

const told = (state: GameState, memberId: string, outcome: GuessOutcome): Step =>
  step(state, {
    type: 'guessOutcome',
    memberId,
    messageId: undefined,
    outcome,
    reason: 'accepted-by-vote',
    nearest: undefined,
  });

/** Rounds in a row, the amended one included, that the member has been right in; skipped rounds do not count. */
const streakWith = (history: readonly RoundRecord[], memberId: string): number => {
  const judged = history.slice(0, -1).filter(({ outcome }) => outcome === 'won' || outcome === 'time-up');
  const lastMiss = judged.findLastIndex(({ awards }) => !awards.some((award) => award.memberId === memberId));
  return judged.length - lastMiss;
};

/** Gives back the life that the round took. */
const withLifeBack = (member: Member, record: RoundRecord): Member['stake'] => {
  const { stake } = member;
  if (record.outIds.includes(member.id)) return { kind: 'lives', left: 1 };
  const lost = record.lostLifeIds.includes(member.id);
  return stake.kind === 'lives' && lost ? { kind: 'lives', left: stake.left + 1 } : stake;
};

const amended = (game: Game, record: RoundRecord, member: Member, guessedAt: number): Game => {
  const streak = streakWith(game.history, member.id);
  const place = record.awards.length === 0 ? 'first' : 'grace';
  const award: Award = {
    memberId: member.id,
    place,
    streak,
    // As if given on the last step: how many had been shown by then is not kept.
    points: pointsFor({ mode: game.settings.mode, place, streak, hints: record.hints, step: 2, steps: 2 }),
    at: guessedAt,
    team: member.stake.kind === 'team' ? member.stake.team : null,
    amended: true,
  };
  const changed: RoundRecord = {
    ...record,
    outcome: 'won',
    awards: [...record.awards, award],
    outIds: record.outIds.filter((id) => id !== member.id),
    lostLifeIds: record.lostLifeIds.filter((id) => id !== member.id),
  };
  const better: Member = {
    ...member,
    streak,
    bestStreak: Math.max(member.bestStreak, streak),
    stake: withLifeBack(member, record),
  };
  return { ...withMember(game, better), history: [...game.history.slice(0, -1), changed] };
};

/** Whether the latest finished round may still be amended for this guess. */
const isAmendable = (record: RoundRecord, { memberId, guessedAt }: Accepted): boolean => {
  const firstAt = Math.min(...record.awards.map(({ at }) => at));
  return (
    (record.outcome === 'won' || record.outcome === 'time-up') &&
    guessedAt <= Math.min(firstAt + GRACE_MS, record.closedAt) &&
    !record.awards.some((award) => award.memberId === memberId)
  );
};

const accept = (state: GameState, event: Accepted): Step => {
  const { memberId, roundId, guessedAt } = event;
  if ((state.phase === 'asking' || state.phase === 'grace') && state.round.roundId === roundId) {
    const accepted = acceptInRound(state, event);
    return typeof accepted === 'string' ? told(state, memberId, accepted) : told(accepted, memberId, 'found');
  }
  const record = state.game.history.at(-1);
  const member = memberOf(state.game, memberId);
  if (state.phase === 'ended' || record?.roundId !== roundId || !isAmendable(record, event) || !member)
    return told(state, memberId, 'too-late');
  if (member.stake.kind === 'out' && !record.outIds.includes(memberId)) return told(state, memberId, 'out');
  const game = amended(state.game, record, member, guessedAt);
  const answered = told({ ...state, game }, memberId, 'found');
  const changed = game.history.at(-1);
  return changed === undefined
    ? answered
    : { ...answered, effects: [...answered.effects, { type: 'amendReveal', record: changed }] };
};

/**
 * A near miss that the room has voted right. In the open round it takes its place by its own time; in the one just
 * finished it scores without taking anybody's; later, or after the end, it comes too late.
 */
export const handleNearAccepted = (state: GameState, event: Accepted): Step => {
  const closed = closeAccepted(state, event.roundId);
  const accepted = accept(closed.state, event);
  return { ...accepted, effects: [...accepted.effects, ...closed.effects] };
};
