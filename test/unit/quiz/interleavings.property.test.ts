import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reduce, replay } from '../../../src/core/quiz/reduce.ts';
import { TIE_MS } from '../../../src/core/quiz/rules.ts';
import { gameEventSchema, gameStateSchema } from '../../../src/core/quiz/schema.ts';
import { liveTimers } from '../../../src/core/quiz/timers.ts';
import type {
  Effect,
  GameEvent,
  GameSettings,
  GameState,
  RoundRecord,
} from '../../../src/core/quiz/types.ts';
import { preparedRound, startEvent, T0 } from '../../support/quiz-scenario.ts';

const people = ['ann', 'bo', 'cy', 'di'] as const;

type Person = (typeof people)[number];

/** One thing that happens in a game; `lagMs` lets a guess arrive after it was written. */
type Happening =
  | { readonly what: 'guess'; readonly who: Person; readonly right: boolean; readonly lagMs: number }
  | { readonly what: 'nearMiss'; readonly who: Person; readonly lagMs: number }
  | { readonly what: 'nearVote'; readonly who: Person; readonly back: number }
  | { readonly what: 'vote'; readonly who: Person; readonly vote: 'skip' | 'hint'; readonly force: boolean }
  | { readonly what: 'join' | 'leave' | 'begin' | 'team' | 'rematch' | 'stop'; readonly who: Person }
  | { readonly what: 'deafen'; readonly who: Person; readonly deafened: boolean }
  | { readonly what: 'wait'; readonly ms: number }
  | { readonly what: 'restart'; readonly downMs: number }
  | { readonly what: 'nearAccepted'; readonly who: Person; readonly lagMs: number; readonly back: number }
  | { readonly what: 'staleTimer'; readonly index: number }
  | { readonly what: 'staleRound' | 'voiceFailed' | 'noSongs' };

const who = fc.constantFrom(...people);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.record({
      what: fc.constant('guess'),
      who,
      right: fc.boolean(),
      lagMs: fc.oneof(fc.nat(400), fc.nat(4_000)),
    }),
  },
  { weight: 15, arbitrary: fc.record({ what: fc.constant('nearMiss'), who, lagMs: fc.nat(4_000) }) },
  { weight: 15, arbitrary: fc.record({ what: fc.constant('nearVote'), who, back: fc.nat(1) }) },
  {
    weight: 30,
    arbitrary: fc.record({ what: fc.constant('wait'), ms: fc.oneof(fc.nat(2_000), fc.nat(40_000)) }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      what: fc.constant('vote'),
      who,
      vote: fc.constantFrom('skip', 'hint'),
      force: fc.boolean(),
    }),
  },
  { weight: 20, arbitrary: fc.record({ what: fc.constantFrom('join', 'leave', 'team', 'begin'), who }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('deafen'), who, deafened: fc.boolean() }) },
  {
    weight: 10,
    arbitrary: fc.record({ what: fc.constant('nearAccepted'), who, lagMs: fc.nat(12_000), back: fc.nat(2) }),
  },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('restart'), downMs: fc.nat(90_000) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant('staleTimer'), index: fc.nat(20) }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constantFrom('staleRound', 'voiceFailed') }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('stop', 'rematch'), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('noSongs') }) },
);

const settings: fc.Arbitrary<Partial<GameSettings>> = fc.record({
  mode: fc.constantFrom('classic', 'choice', 'lives', 'sudden-death', 'teams', 'ladder'),
  play: fc.constantFrom('voice', 'text'),
  rounds: fc.integer({ min: 1, max: 8 }),
  seconds: fc.constantFrom(5, 30, 120),
});

/** Plays what happens the way the service would, keeping timers by the effects alone, until the game has ended. */
const playOut = (changes: Partial<GameSettings>, happenings: readonly Happening[]) => {
  const events: GameEvent[] = [];
  const effects: Effect[] = [];
  const timers = new Map<string, number>();
  const oldTimers: string[] = [];
  /** Who was told "found", by round. */
  const found: [roundId: number, memberId: string][] = [];
  let now = T0;

  const send = (before: GameState | null, event: GameEvent): GameState => {
    const next = reduce(before, event);
    events.push(event);
    if (event.type === 'recovered') timers.clear();
    for (const effect of next.effects) {
      effects.push(effect);
      if (effect.type === 'schedule') timers.set(effect.timer.timerId, effect.timer.dueAt);
      if (effect.type === 'cancel') {
        timers.delete(effect.timerId);
        oldTimers.push(effect.timerId);
      }
      if (effect.type === 'guessOutcome' && effect.outcome === 'found')
        found.push([
          event.type === 'nearAccepted' ? event.roundId : next.state.game.lastRoundId,
          effect.memberId,
        ]);
    }
    let { state } = next;
    for (const effect of next.effects) {
      if (effect.type === 'prepareRound') {
        const prepared = preparedRound(effect.roundId, state.game.settings);
        state = send(state, { type: 'roundPrepared', at: now, roundId: effect.roundId, prepared });
      }
      if (effect.type === 'acceptNear') {
        const { memberId, roundId, guessedAt } = effect.vote;
        state = send(state, { type: 'nearAccepted', at: now, memberId, roundId, guessedAt });
      }
    }
    return state;
  };

  const fireUntil = (start: GameState, until: number): GameState => {
    let state = start;
    for (let fired = 0; fired < 2_000; fired += 1) {
      const [first] = [...timers].sort(([, a], [, b]) => a - b);
      if (first === undefined || first[1] > until) break;
      timers.delete(first[0]);
      oldTimers.push(first[0]);
      now = Math.max(now, first[1]);
      state = send(state, { type: 'timer', at: now, timerId: first[0] });
    }
    return state;
  };

  const eventOf = (state: GameState, it: Exclude<Happening, { what: 'wait' }>): GameEvent => {
    const at = now;
    const roundId = state.game.lastRoundId;
    switch (it.what) {
      case 'guess': {
        const kind = it.right ? 'correct' : 'wrong';
        return { type: 'guess', at: now - it.lagMs, memberId: it.who, verdict: { kind, reason: kind } };
      }
      case 'nearMiss': {
        const near = { text: 'nearly', answerId: `drama-${roundId}` };
        const verdict = { kind: 'near', reason: 'near' } as const;
        return { type: 'guess', at: now - it.lagMs, memberId: it.who, verdict, near };
      }
      case 'nearVote':
        return {
          type: 'nearVoted',
          at,
          memberId: it.who,
          roundId: (state.game.nearVote?.roundId ?? roundId) - it.back,
        };
      case 'vote':
        return { type: 'vote', at, memberId: it.who, vote: it.vote, force: it.force };
      case 'join':
        return { type: 'join', at, memberId: it.who, bot: it.who === 'di', deafened: false };
      case 'team':
        return { type: 'joinTeam', at, memberId: it.who, team: 'b' };
      case 'leave':
      case 'begin':
      case 'rematch':
      case 'stop':
        return { type: it.what, at, memberId: it.who };
      case 'deafen':
        return { type: 'deafen', at, memberId: it.who, deafened: it.deafened };
      case 'restart':
        now += it.downMs;
        return { type: 'recovered', at: now };
      case 'nearAccepted':
        return {
          type: 'nearAccepted',
          at,
          memberId: it.who,
          roundId: roundId - it.back,
          guessedAt: now - it.lagMs,
        };
      case 'staleTimer':
        return { type: 'timer', at, timerId: oldTimers[it.index] ?? 'none' };
      case 'staleRound': {
        const prepared = preparedRound(roundId, state.game.settings);
        return { type: 'roundPrepared', at, roundId, prepared };
      }
      case 'voiceFailed':
      case 'noSongs':
        return { type: it.what, at, roundId };
    }
  };

  let state = send(null, startEvent(changes, people.slice(0, 3)));
  for (const it of happenings) {
    if (it.what === 'wait') {
      state = fireUntil(state, now + it.ms);
      now += it.ms;
    } else {
      state = send(state, eventOf(state, it));
    }
    // A plain comparison: an assertion per event of 10,000 games takes longer than the games.
    const live = liveTimers(state);
    if (live.length !== timers.size || live.some(({ timerId }) => !timers.has(timerId)))
      throw new Error(`Scheduled ${[...timers.keys()].join()}, expected ${JSON.stringify(live)}`);
  }
  state = fireUntil(state, Infinity);
  return { state, events, effects, found, timers };
};

/** As an assertion of vitest, but cheap enough for dozens a game in 10,000 games. */
const hold = (what: string, actual: unknown, expected: unknown): void => {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, expected ${String(expected)}`);
};

const expectFairRound = (record: RoundRecord, seconds: number): void => {
  const { awards } = record;
  const inTime = awards.filter(({ amended }) => !amended);
  const firstAt = Math.min(...inTime.map(({ at }) => at));
  hold('members awarded', new Set(awards.map(({ memberId }) => memberId)).size, awards.length);
  for (const { at, place } of inTime) hold('place', place, at - firstAt <= TIE_MS ? 'first' : 'grace');
  // A vote after the reveal gives the first place only where nobody has it.
  const amendedFirsts = awards.filter(({ amended, place }) => amended && place === 'first').length;
  hold('first places by vote', amendedFirsts, awards.length > 0 && inTime.length === 0 ? 1 : 0);
  hold('won', record.outcome === 'won', awards.length > 0);
  // No stale timer cuts a round short. (A round of choices may end when all have pressed.)
  if (record.outcome === 'time-up' && record.prepared.choiceIds.length === 0)
    hold('full length', record.closedAt - record.openedAt >= seconds * 1_000, true);
};

const expectSoundGame = ({ state, events, effects, found, timers }: ReturnType<typeof playOut>): void => {
  const of = <T extends Effect['type']>(type: T) =>
    effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
  const revealed = of('reveal').map(({ record }) => record);
  const recaps = of('recap');

  // Every game ends, with one recap and nothing left running.
  hold('phase', state.phase, 'ended');
  hold('recaps', recaps.length, 1);
  hold('timers', timers.size, 0);

  // Every vote on a near miss that was opened is over, once.
  const opened = of('nearVote').map(({ vote }) => vote.roundId);
  const decided = of('nearVoteOver').map(({ vote }) => vote.roundId);
  hold('votes', [...new Set(opened)].join(), decided.join());
  hold('open vote', state.game.nearVote, null);

  // No double round: each number is revealed once, in order, and no attempt is announced twice.
  revealed.forEach(({ number }, index) => {
    hold('number', number, index + 1);
  });
  const announced = of('announceRound').map(({ round }) => round.roundId);
  hold('announcements', new Set(announced).size, announced.length);

  // What was revealed is what the recap tells, but for what votes added.
  const { rounds, standings } = recaps[0]!;
  hold('rounds', rounds.length, revealed.length);
  rounds.forEach(({ roundId, awards }, index) => {
    const then = revealed[index]!;
    hold('round', roundId, then.roundId);
    const asRevealed = awards.filter(({ amended }) => !amended);
    hold('awards', JSON.stringify(asRevealed), JSON.stringify(then.awards));
  });

  // One winner a round, or a tie; whoever was told "found" is among the awards; and who is out does not score.
  for (const record of rounds) expectFairRound(record, state.game.settings.seconds);
  const awards = rounds.flatMap((record) =>
    record.awards.map((award) => ({ ...award, roundId: record.roundId })),
  );
  const awarded = awards.map(({ roundId, memberId }) => `${roundId} ${memberId}`);
  hold(
    'told',
    found
      .map((pair) => pair.join(' '))
      .sort()
      .join(),
    awarded.sort().join(),
  );
  for (const { roundId, memberId } of awards) {
    const outIn = rounds.find(({ outIds }) => outIds.includes(memberId));
    hold('still in', outIn === undefined || roundId < outIn.roundId, true);
  }

  // No lost point.
  for (const { memberId, points } of standings) {
    const won = awards.filter((award) => award.memberId === memberId);
    hold(
      'points',
      points,
      won.reduce((sum, award) => sum + award.points, 0),
    );
  }

  // What is stored is enough.
  const stored = JSON.parse(JSON.stringify(events)) as GameEvent[];
  hold('replayed', JSON.stringify(replay(stored)), JSON.stringify(state));
};

it('10,000 random games are sound, whatever happens in whatever order', () => {
  fc.assert(
    fc.property(settings, fc.array(happening, { maxLength: 40, size: 'max' }), (changes, happenings) => {
      expectSoundGame(playOut(changes, happenings));
    }),
    { numRuns: 10_000 },
  );
}, 60_000);

it('events and states survive their own schemas', () => {
  fc.assert(
    fc.property(settings, fc.array(happening, { maxLength: 40, size: 'max' }), (changes, happenings) => {
      const { events, state } = playOut(changes, happenings);
      for (const event of events) expect(gameEventSchema.parse(event)).toEqual(event);
      let replayed: GameState | null = null;
      for (const event of events) {
        replayed = reduce(replayed, event).state;
        expect(gameStateSchema.safeParse(replayed).error).toBeUndefined();
      }
      expect(replayed).toEqual(state);
    }),
    { numRuns: 200 },
  );
});
