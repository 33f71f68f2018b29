import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bracketOrder, loserOf, winnerOf } from '../../../src/core/worldcup/bracket.ts';
import { reduceCup, replayCup } from '../../../src/core/worldcup/reduce.ts';
import { CUP_SIZES } from '../../../src/core/worldcup/rules.ts';
import { cupEventSchema, cupStateSchema } from '../../../src/core/worldcup/schema.ts';
import { liveCupTimers } from '../../../src/core/worldcup/timers.ts';
import type { CupEvent, CupState } from '../../../src/core/worldcup/types.ts';
import { CUP_T0, cupStart } from '../../support/cup-scenario.ts';

const people = ['host', 'ann', 'bo', 'cy'];

const happening = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('vote' as const),
      who: fc.constantFrom(...people),
      side: fc.constantFrom('a' as const, 'b' as const),
      /** Presses may come late, or for an earlier pair. */
      lateMs: fc.integer({ min: 0, max: 2_000 }),
      behind: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 60_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('pause' as const, 'resume' as const, 'recovered' as const),
      who: fc.constantFrom(...people),
    }),
  },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

/** Plays out happenings, then lets the rest of the cup run by itself, resumed whenever it waits. */
const playOut = (size: (typeof CUP_SIZES)[number], happenings: readonly Happening[]) => {
  const events: CupEvent[] = [];
  let now = CUP_T0;
  let champions = 0;
  let announced: number[] = [];
  /** What members were told last of a pair: their vote, by pair and member. */
  const told = new Map<string, string>();

  const send = (state: CupState | null, event: CupEvent): CupState => {
    const next = reduceCup(state, event);
    if (next.state !== state) events.push(event);
    for (const effect of next.effects) {
      if (effect.type === 'crown') champions += 1;
      if (effect.type === 'announcePair') announced = [...announced, effect.pair.number];
      if (effect.type === 'voteTaken' && event.type === 'vote')
        told.set(`${event.number} ${effect.memberId}`, effect.side);
    }
    return next.state;
  };
  const fireUntil = (state: CupState, until: number): CupState => {
    let after = state;
    for (;;) {
      const [due] = liveCupTimers(after);
      if (due === undefined || due.dueAt > until) return after;
      now = Math.max(now, due.dueAt);
      after = send(after, { type: 'timer', at: now, timerId: due.timerId });
    }
  };

  let state = send(null, cupStart({ size, seconds: 10 }));
  for (const it of happenings) {
    if (it.what === 'wait') {
      state = fireUntil(state, now + it.ms);
      now += it.ms;
    } else if (it.what === 'vote') {
      const number = Math.max(1, Math.min(size - 1, state.cup.results.length + 1 - it.behind));
      state = send(state, { type: 'vote', at: now - it.lateMs, memberId: it.who, number, side: it.side });
    } else if (it.what === 'recovered') {
      state = send(state, { type: 'recovered', at: now });
    } else {
      state = send(state, { type: it.what, at: now, memberId: it.who, moderator: false });
    }
  }
  while (state.phase !== 'ended') {
    state = fireUntil(state, Infinity);
    if (state.phase === 'paused')
      state = send(state, { type: 'resume', at: now, memberId: 'host', moderator: false });
  }
  return { state: state as CupState, events, champions, announced, told };
};

/** Cheaper than an assertion of vitest, dozens a cup. */
const hold = (what: string, actual: unknown, expected: unknown): void => {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, expected ${String(expected)}`);
};

it.each(CUP_SIZES)('the bracket of %i has every seed once, and the best meet last', (size) => {
  const order = bracketOrder(size);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, index) => index + 1));
  for (let index = 0; index < size; index += 2) expect(order[index]! + order[index + 1]!).toBe(size + 1);
  expect(order.indexOf(1) < size / 2).not.toBe(order.indexOf(2) < size / 2);
});

it('every cup ends with one champion, counts each member once and loses no vote', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CUP_SIZES),
      fc.array(happening, { maxLength: 80, size: 'max' }),
      (size, it) => {
        const { state, champions, announced, told } = playOut(size, it);
        const { results } = state.cup;
        hold('champions', champions, 1);
        hold('pairs', results.length, size - 1);
        hold('announced', announced.join(), results.map(({ number }) => number).join());

        // Everyone but the champion loses once, and nobody plays on after that.
        const losers = results.map(loserOf);
        hold('losers', new Set(losers).size, size - 1);
        const champion = state.phase === 'ended' && state.end.kind === 'champion' ? state.end.seed : 0;
        hold('champion', champion, winnerOf(results.at(-1)!));
        hold('unbeaten', losers.includes(champion), false);
        results.forEach(({ a, b }, index) => {
          hold(
            'still in',
            losers.slice(0, index).some((loser) => loser === a || loser === b),
            false,
          );
        });

        for (const { number, votes, winner, by, a, b } of results) {
          const members = [...told].filter(([key]) => key.startsWith(`${number} `));
          // What members were told last is what is counted.
          hold('votes a', votes.a, members.filter(([, side]) => side === 'a').length);
          hold('votes b', votes.b, members.filter(([, side]) => side === 'b').length);
          if (votes.a !== votes.b) hold('winner', winner, votes.a > votes.b ? 'a' : 'b');
          else hold('tie', `${winner} ${by}`, `${a < b ? 'a' : 'b'} seed`);
        }
      },
    ),
    { numRuns: 2_000 },
  );
}, 60_000);

it('what is stored replays to the same cup, through its schemas', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...CUP_SIZES),
      fc.array(happening, { maxLength: 60, size: 'max' }),
      (size, it) => {
        const { state, events } = playOut(size, it);
        const stored = events.map((event) => cupEventSchema.parse(JSON.parse(JSON.stringify(event))));
        expect(replayCup(stored)).toEqual(state);
        for (let length = 1; length <= stored.length; length += 7) {
          expect(cupStateSchema.safeParse(replayCup(stored.slice(0, length))).error).toBeUndefined();
        }
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
