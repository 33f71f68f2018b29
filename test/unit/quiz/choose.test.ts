import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countRound, roomCounts, seat, spreadOf, type RoomCounts } from '../../../src/core/quiz/balance.ts';
import {
  buildPool,
  chooseSong,
  type ChoiceRequest,
  type PoolRequest,
} from '../../../src/core/quiz/choose.ts';
import { prepareNext } from '../../../src/core/quiz/prepare.ts';
import type { GameSettings, RoundRecord } from '../../../src/core/quiz/types.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { artistRow, catalogueOf, dramaRow, songRow } from '../../support/fixture-catalogue.ts';
import { playGame } from '../../support/quiz-scenario.ts';

const SONGS = 4;
const dramaIds = Array.from({ length: 30 }, (_, index) => `d${index}`);
const catalogue = catalogueOf(
  dramaIds.map((id, index) =>
    dramaRow(id, { year: 2000 + index, network: 'tvN', popularity: 100 - index * 3 }),
  ),
  dramaIds.flatMap((id) =>
    Array.from({ length: SONGS }, (_, index) => songRow(`${id}-${index}`, [id], [`a${index}`])),
  ),
  Array.from({ length: SONGS }, (_, index) => artistRow(`a${index}`)),
);

const defaults = playGame({ rounds: 20 }).state().game.settings;
const settings = (changes: Partial<GameSettings> = {}): GameSettings => ({ ...defaults, ...changes });

type Own = PoolRequest['own'];

const poolOf = (changes: Partial<GameSettings> = {}, more: Partial<PoolRequest> = {}) =>
  buildPool({
    catalogue,
    settings: settings(changes),
    stats: new Map(),
    playable: () => true,
    own: new Map(),
    ...more,
  });

const dramasIn = (pool: ReturnType<typeof buildPool>) =>
  new Set(pool.candidates.map(({ song }) => song.dramaIds[0]));

const everything = poolOf().candidates;

const choiceOf = (more: Partial<ChoiceRequest> = {}) =>
  chooseSong({
    candidates: everything,
    settings: settings(),
    own: new Map(),
    counts: new Map(),
    played: new Set(),
    recent: [],
    roundsLeft: 20,
    rng: createSeededRng('seed'),
    ...more,
  });

describe('the pool', () => {
  it('filters by years', () => {
    expect([...dramasIn(poolOf({ years: '2010' }))]).toEqual(['d10']);
    expect(dramasIn(poolOf({ years: '2010s' })).size).toBe(10);
    expect(dramasIn(poolOf({ years: '2003-2005' })).size).toBe(3);
  });

  it('asks for instrumentals only by sound, and never for their singer', () => {
    const mixed = catalogueOf(
      [dramaRow('d', { year: 2020, network: 'tvN' })],
      [songRow('sung', ['d'], ['a0']), songRow('score', ['d'], ['a0'], { instrumental: true })],
      [artistRow('a0')],
    );
    const asked = (changes: Partial<GameSettings>) =>
      poolOf(changes, { catalogue: mixed }).candidates.map(({ song }) => song.id);
    expect(asked({ play: 'text', answer: 'drama' })).toEqual(['sung']);
    expect(asked({ play: 'voice', answer: 'artist' })).toEqual(['sung']);
    expect(asked({ play: 'voice', answer: 'drama' })).toEqual(['score', 'sung']);
    expect(asked({ play: 'voice', answer: 'song' })).toEqual(['score', 'sung']);
  });

  it('takes popularity for difficulty until rounds say otherwise', () => {
    expect(dramasIn(poolOf({ difficulty: 'easy' }))).toEqual(new Set(dramaIds.slice(0, 10)));
    expect(dramasIn(poolOf({ difficulty: 'hard' }))).toEqual(new Set(dramaIds.slice(20)));
    const stats = new Map([['d29-0', { shown: 40, right: 40 }]]);
    expect(dramasIn(poolOf({ difficulty: 'easy' }, { stats }))).toContain('d29');
  });

  it('holds only what can be asked', () => {
    const bare = catalogueOf([dramaRow('d')], [songRow('s', ['d'], [])], []);
    const found = (changes: Partial<GameSettings>, playable = true) =>
      poolOf(changes, { catalogue: bare, playable: () => playable }).candidates.length;
    expect(found({ answer: 'artist', play: 'voice' })).toBe(0);
    expect(found({ answer: 'drama', play: 'voice' })).toBe(1);
    expect(found({ answer: 'drama', play: 'voice' }, false)).toBe(0);
    expect(found({ answer: 'drama', play: 'text' })).toBe(0);
  });

  it('that is too small says so, with what widening would give', () => {
    const own: Own = new Map([
      ['ann', new Set(['d10', 'd11'])],
      ['bo', new Set<string>()],
    ]);
    expect(poolOf({ years: '2010s', difficulty: 'normal', pool: 'watched' }, { own })).toMatchObject({
      kind: 'too-small',
      found: 8,
      needed: 20,
      widen: [{ drop: 'pool', found: 40 }],
      ownCounts: [
        { memberId: 'ann', found: 8 },
        { memberId: 'bo', found: 0 },
      ],
    });
  });

  it('of favourites is of songs', () => {
    const own: Own = new Map([['ann', new Set(['d3-1', 'd4-2'])]]);
    expect(poolOf({ pool: 'favourites', rounds: 2 }, { own }).candidates.map(({ song }) => song.id)).toEqual([
      'd3-1',
      'd4-2',
    ]);
  });
});

describe('the next song', () => {
  it('never repeats in a game, and there is none when all have been played', () => {
    const played = new Set<string>();
    const rng = createSeededRng('game');
    for (let round = 0; round < dramaIds.length * SONGS; round += 1) {
      const choice = choiceOf({ played, rng })!;
      expect(played.has(choice.song.id)).toBe(false);
      played.add(choice.song.id);
    }
    expect(choiceOf({ played, rng })).toBeUndefined();
  });

  it('lets dramas and songs rest, across games of the server', () => {
    const recent: NonNullable<ReturnType<typeof choiceOf>>['song'][] = [];
    for (let round = 0; round < 60; round += 1) {
      const { song } = choiceOf({ recent, rng: createSeededRng(String(round)) })!;
      expect(recent.slice(-10).map(({ dramaIds: [id] }) => id)).not.toContain(song.dramaIds[0]);
      expect(recent.map(({ id }) => id)).not.toContain(song.id);
      recent.push(song);
    }
  });

  it('gives every drama the same chance', () => {
    const rng = createSeededRng('many');
    const counts = new Map<string, number>();
    for (let round = 0; round < 3_000; round += 1) {
      const id = choiceOf({ rng })!.song.dramaIds[0];
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect(Math.min(...counts.values())).toBeGreaterThan(60);
    expect(Math.max(...counts.values())).toBeLessThan(145);
  });

  it('is the same for the same seed', () => {
    expect(choiceOf()).toEqual(choiceOf());
  });
});

/** Twenty rounds in which the room changes as told; what each member heard of their own. */
const evening = (
  lists: Own,
  presentIn: (round: number) => readonly string[],
  seed: string,
  onRound?: (counts: RoomCounts) => void,
) => {
  const rng = createSeededRng(seed);
  const played = new Set<string>();
  const heard = new Map([...lists.keys()].map((id) => [id, 0]));
  const history: RoundRecord[] = [];
  for (let round = 0; round < 20; round += 1) {
    const own: Own = new Map(presentIn(round).map((id) => [id, lists.get(id) ?? new Set<string>()]));
    const prepared = prepareNext({
      catalogue,
      settings: settings({ pool: 'watched' }),
      candidates: poolOf({ pool: 'watched' }, { own }).candidates,
      own,
      counts: roomCounts(history),
      played,
      recent: [],
      roundsLeft: 20 - round,
      rng,
      mediaOf: () => ({ kind: 'text' }),
    });
    if (prepared === undefined) throw new Error('The lists are long enough');
    played.add(prepared.songId);
    for (const { memberId, own: theirs } of prepared.room)
      heard.set(memberId, (heard.get(memberId) ?? 0) + Number(theirs));
    history.push({ prepared } as RoundRecord);
    onRound?.(roomCounts(history));
  }
  return heard;
};

describe('the balance of the room', () => {
  const spread = (heard: ReadonlyMap<string, number>) =>
    Math.max(...heard.values()) - Math.min(...heard.values());

  /** Five dramas of one's own each, and any others besides, shared or not. */
  const lists = fc
    .array(fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 12 }), { minLength: 2, maxLength: 5 })
    .map((extras): Own => {
      const reserved = (index: number) => Math.floor(index / 5);
      return new Map(
        extras.map((extra, person) => [
          `m${person}`,
          new Set(
            dramaIds.filter(
              (_, index) =>
                reserved(index) === person || (reserved(index) >= extras.length && extra.includes(index)),
            ),
          ),
        ]),
      );
    });

  it('over 20 rounds nobody has heard more than one more of their own than anybody', () => {
    fc.assert(
      fc.property(lists, fc.string(), (own, seed) => {
        const everyone = [...own.keys()];
        expect(spread(evening(own, () => everyone, seed))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150 },
    );
  });

  it('is kept when members come and go, and those who stay all evening stay level', () => {
    fc.assert(
      fc.property(
        lists,
        fc.array(fc.tuple(fc.nat(19), fc.nat(4)), { maxLength: 6 }),
        fc.string(),
        (own, toggles, seed) => {
          const everyone = [...own.keys()];
          const presentIn = (round: number) =>
            everyone.filter((_, person) => {
              const changes = toggles.filter(([at, who]) => at <= round && who === person).length;
              return person < 2 || changes % 2 === 0;
            });
          const heard = evening(own, presentIn, seed, (counts) => {
            expect(spreadOf(counts)).toBeLessThanOrEqual(1);
          });
          expect(
            spread(new Map(everyone.slice(0, 2).map((id) => [id, heard.get(id) ?? 0]))),
          ).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('looks ahead where only shared dramas can serve everyone', () => {
    // m0 and m2 have no drama that m1 has not seen too, but for the ones all three share.
    const pairs: Own = new Map([
      ['m0', new Set(['d0', 'd1', 'd2', 'd6', 'd7', 'd8'])],
      ['m1', new Set(['d0', 'd1', 'd2', 'd3', 'd4', 'd5'])],
      ['m2', new Set(['d3', 'd4', 'd5', 'd6', 'd7', 'd8'])],
    ]);
    expect(spread(evening(pairs, () => [...pairs.keys()], 'seed'))).toBeLessThanOrEqual(1);
  });

  it('leaves out members who have named nothing', () => {
    const own: Own = new Map([
      ['ann', new Set(dramaIds.slice(0, 6))],
      ['new', new Set<string>()],
    ]);
    expect(evening(own, () => ['ann', 'new'], 'seed').get('ann')).toBe(20);
  });

  it('starts newcomers level with whoever has had least', () => {
    const counts = countRound(seat(new Map(), ['a', 'b']), new Set(['a']));
    expect([...seat(counts, ['a', 'c'])]).toEqual([
      ['a', 1],
      ['c', 1],
    ]);
  });
});
