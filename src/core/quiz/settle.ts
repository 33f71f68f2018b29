import { pointsFor } from '../scoring.ts';
import { alive, currentNumber, isLivesMode, memberOf, nobodyHere, step } from './game.ts';
import { IDLE_ROUNDS, PAUSE_MS, REVEAL_MS, TIE_MS } from './rules.ts';
import { openNearVote } from './near-votes.ts';
import { prepareRound } from './rounds.ts';
import { endGame } from './standings.ts';
import type { Award, EndReason, Find, Game, InPhase, Member, OpenRound, RoundRecord, Step } from './types.ts';

type Outcome = RoundRecord['outcome'];

const upTo = (times: readonly number[], at: number): number => times.filter((time) => time <= at).length;

const awardFor = (game: Game, round: OpenRound, find: Find, firstAt: number): Award => {
  const member = memberOf(game, find.memberId);
  const place = find.at - firstAt <= TIE_MS ? 'first' : 'grace';
  const streak = (member?.streak ?? 0) + 1;
  const text = round.play === 'text';
  const points = pointsFor({
    mode: game.settings.mode,
    place,
    streak,
    hints: upTo(round.hintsAt, find.at),
    step: upTo(text ? round.cluesAt : round.stepsAt.slice(0, round.steps), find.at),
    steps: text ? round.prepared.clues.length : round.stepsAt.length,
  });
  const team = member?.stake.kind === 'team' ? member.stake.team : null;
  return { memberId: find.memberId, place, points, streak, at: find.at, team, amended: false };
};

/** A round that nobody knew costs nobody a life, unless one plays alone. Leaving is no shield. */
const costsLives = (game: Game, outcome: Outcome): boolean =>
  outcome === 'won' || (outcome === 'time-up' && alive(game).length === 1);

const afterMiss = (member: Member, number: number, lifeLost: boolean): Member => {
  const { stake } = member;
  if (!lifeLost || stake.kind !== 'lives') return { ...member, streak: 0 };
  const left = stake.left - 1;
  return { ...member, streak: 0, stake: left > 0 ? { kind: 'lives', left } : { kind: 'out', round: number } };
};

const membersAfter = (
  game: Game,
  round: OpenRound,
  outcome: Outcome,
  awards: readonly Award[],
): readonly Member[] => {
  const lifeLost = costsLives(game, outcome);
  return game.members.map((member) => {
    const award = awards.find(({ memberId }) => memberId === member.id);
    if (award) {
      return { ...member, streak: award.streak, bestStreak: Math.max(member.bestStreak, award.streak) };
    }
    const counts = (outcome === 'won' || outcome === 'time-up') && member.enteredAt <= round.openedAt;
    return counts ? afterMiss(member, round.number, lifeLost) : member;
  });
};

const endReason = (game: Game): EndReason | undefined => {
  if (game.history.length === 0) return undefined;
  if (isLivesMode(game.settings.mode)) {
    const left = alive(game).length;
    if (left === 0 || (left === 1 && game.members.length > 1)) return 'last-standing';
  }
  if (game.history.length >= game.settings.rounds) return 'finished';
  const recent = game.history.slice(-IDLE_ROUNDS);
  const silent = recent.every(({ guesses, outcome }) => guesses === 0 && outcome === 'time-up');
  return recent.length === IDLE_ROUNDS && silent ? 'idle' : undefined;
};

const recorded = (
  game: Game,
  round: OpenRound,
  finds: readonly Find[],
  outcome: Outcome,
  at: number,
): Game => {
  const firstAt = finds[0]?.at ?? at;
  const awards = finds.map((find) => awardFor(game, round, find, firstAt));
  const members = membersAfter(game, round, outcome, awards);
  const lostLifeIds = members
    .filter(({ id, stake }) => {
      const before = memberOf(game, id)?.stake;
      return before?.kind === 'lives' && !(stake.kind === 'lives' && stake.left === before.left);
    })
    .map(({ id }) => id);
  const outIds = members
    .filter(({ id, stake }) => stake.kind === 'out' && lostLifeIds.includes(id))
    .map(({ id }) => id);
  const record: RoundRecord = {
    roundId: round.roundId,
    number: round.number,
    prepared: round.prepared,
    outcome,
    openedAt: round.openedAt,
    closedAt: at,
    awards,
    guesses: round.guesses,
    hints: round.hintsAt.length,
    lostLifeIds,
    outIds,
  };
  return { ...game, members, history: [...game.history, record] };
};

/** Reveals the answer and gives the points, once: the round is in the history from here on. */
export const closeRound = (
  game: Game,
  round: OpenRound,
  finds: readonly Find[],
  outcome: Outcome,
  at: number,
): Step & { readonly state: InPhase<'revealed'> } => {
  const closed = recorded(game, round, finds, outcome, at);
  const record = closed.history.at(-1);
  if (record === undefined) throw new Error('A closed round has a record');
  const voting = openNearVote(closed, round, record);
  return {
    state: { phase: 'revealed', game: voting.game, nextAt: at + REVEAL_MS },
    effects: [{ type: 'reveal', record, last: endReason(closed) !== undefined }, ...voting.effects],
  };
};

/** Reveals the round that is open and ends the game, keeping points already won. */
export const closeAndEnd = (
  game: Game,
  round: OpenRound,
  finds: readonly Find[],
  reason: EndReason,
  at: number,
): Step => {
  const closed = closeRound(game, round, finds, finds.length > 0 ? 'won' : 'stopped', at);
  const ended = endGame(closed.state.game, reason, at);
  const reveal = closed.effects.map((effect) =>
    effect.type === 'reveal' ? { ...effect, last: true } : effect,
  );
  return { state: ended.state, effects: [...reveal, ...ended.effects] };
};

export const pause = (game: Game, resume: InPhase<'paused'>['resume'], at: number): Step =>
  step(
    { phase: 'paused', game, pausedAt: at, until: at + PAUSE_MS, resume },
    { type: 'paused', until: at + PAUSE_MS },
  );

/** After the lobby or a reveal: the next round, or the end, or a pause when everyone has left. */
export const goOn = (game: Game, at: number): Step => {
  const reason = endReason(game);
  if (reason !== undefined) return endGame(game, reason, at);
  const number = currentNumber(game);
  return nobodyHere(game) ? pause(game, { kind: 'next', number }, at) : prepareRound(game, number);
};
