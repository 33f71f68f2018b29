import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { fameOf } from '../../../src/core/catalogue/relations.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { chooseContenders, songsOfTheme } from '../../../src/core/worldcup/contenders.ts';
import { playCup } from '../../support/cup-scenario.ts';

const catalogue = await loadCatalogue('data');

describe('a pair', () => {
  test('is won by more votes, and a vote may be changed until it closes', () => {
    const cup = playCup();
    cup.vote('ann', 'a');
    cup.vote('bo', 'a');
    cup.vote('bo', 'b');
    cup.vote('cy', 'b');
    cup.closePair();
    expect(cup.state().cup.results).toMatchObject([{ votes: { a: 1, b: 2 }, winner: 'b', by: 'votes' }]);
  });

  test('that is tied gets extra time once, then goes to the better seed', () => {
    const cup = playCup();
    cup.vote('ann', 'a');
    cup.vote('bo', 'b');
    cup.wait(31_000);
    expect(cup.state()).toMatchObject({ phase: 'voting', pair: { overtime: true } });
    cup.wait(10_000);
    expect(cup.state().cup.results).toMatchObject([{ winner: 'a', by: 'seed' }]);

    const decided = playCup();
    decided.vote('ann', 'a');
    decided.vote('bo', 'b');
    decided.wait(31_000);
    decided.vote('cy', 'b');
    decided.wait(10_000);
    expect(decided.state().cup.results).toMatchObject([{ winner: 'b', by: 'overtime' }]);
  });

  test('takes a vote cast in time that arrives late, and none cast after the end', () => {
    const cup = playCup();
    const closesAt = cup.now() + 30_000;
    cup.wait(30_400);
    expect(cup.vote('ann', 'b', { at: closesAt - 1 })).toBeUndefined();
    expect(cup.vote('bo', 'b', { at: closesAt + 1 })).toBe('pair-over');
    cup.wait(6_000);
    expect(cup.state().cup.results).toMatchObject([{ votes: { a: 0, b: 1 } }]);
    expect(cup.vote('ann', 'a', { number: 1 })).toBe('pair-over');
  });

  test('keeps the later of two presses that overtake each other', () => {
    const cup = playCup();
    cup.wait(2_000);
    cup.vote('ann', 'b', { at: cup.now() });
    cup.vote('ann', 'a', { at: cup.now() - 1_000 });
    expect(cup.pair().votes).toMatchObject([{ memberId: 'ann', side: 'b' }]);
  });
});

describe('a cup', () => {
  test('waits for its host when nobody votes three pairs long', () => {
    const cup = playCup({ size: 8 });
    cup.wait(10 * 60_000);
    expect(cup.state()).toMatchObject({ phase: 'paused', why: 'silence' });
    expect(cup.state().cup.results).toHaveLength(3);
    expect(cup.steer('resume')).toBeUndefined();
    expect(cup.pair().number).toBe(4);
  });

  test('pauses for days and goes on with the time that was left', () => {
    const cup = playCup();
    cup.vote('ann', 'b');
    cup.wait(10_000);
    expect(cup.steer('pause')).toBeUndefined();
    expect(cup.vote('bo', 'a')).toBe('paused');
    cup.wait(3 * 86_400_000);
    expect(cup.steer('resume')).toBeUndefined();
    const resumed = cup.state();
    expect(resumed.phase === 'voting' && resumed.endsAt - cup.now()).toBe(20_000);
    expect(cup.pair().votes).toHaveLength(1);
  });

  test('is steered by its host and by moderators only', () => {
    const cup = playCup();
    expect(cup.steer('pause', 'ann')).toBe('not-host');
    expect(cup.steer('stop', 'ann')).toBe('not-host');
    expect(cup.steer('pause', 'ann', true)).toBeUndefined();
    expect(cup.steer('stop')).toBeUndefined();
    expect(cup.state()).toMatchObject({ phase: 'ended', end: { kind: 'stopped', by: 'host' } });
    expect(cup.all('crown')).toEqual([]);
    expect(cup.steer('resume')).toBe('cup-over');
  });

  test('plays both songs of each pair and falls silent at the end', () => {
    const cup = playCup();
    for (let pair = 0; pair < 3; pair += 1) {
      cup.vote('ann', 'a');
      cup.closePair();
    }
    expect(cup.all('playPair').map(({ songIds }) => songIds)).toEqual([
      ['song-1', 'song-4'],
      ['song-2', 'song-3'],
      ['song-1', 'song-2'],
    ]);
    expect(cup.all('endSound')).toHaveLength(1);
    expect(cup.all('crown')).toEqual([{ type: 'crown', seed: 1 }]);
  });
});

describe('contenders', () => {
  const room = { tallies: new Map(), savers: new Map<string, number>() };
  const all = songsOfTheme(catalogue, { kind: 'everything' }, room);

  test('are seeded by fame, half of them the best known', () => {
    const chosen = chooseContenders(catalogue, all, 16, room.savers, createSeededRng('x')) ?? [];
    const fames = chosen.map((id) => fameOf(catalogue, catalogue.song(id)!));
    expect(fames).toEqual(fames.toSorted((a, b) => b - a));
    const best = all.map((song) => fameOf(catalogue, song)).toSorted((a, b) => b - a)[7];
    expect(fames[7]).toBe(best);
    const other = chooseContenders(catalogue, all, 16, room.savers, createSeededRng('y')) ?? [];
    expect(other.slice(0, 8)).toEqual(chosen.slice(0, 8));
    expect(other).not.toEqual(chosen);
  });

  test('of favourites are seeded by how many have saved them', () => {
    const ids = all.slice(0, 5).map(({ id }) => id);
    const savers = new Map(ids.map((id, index) => [id, index + 1]));
    const songs = songsOfTheme(catalogue, { kind: 'favourites' }, { ...room, savers });
    const chosen = chooseContenders(catalogue, songs, 4, savers, createSeededRng('x'));
    expect(chosen?.[0]).toBe(ids[4]);
    expect(chooseContenders(catalogue, songs, 8, savers, createSeededRng('x'))).toBeUndefined();
  });

  test('fit their theme', () => {
    for (const song of songsOfTheme(catalogue, { kind: 'years', from: 2016, to: 2016 }, room))
      expect(song.releaseDate ?? String(catalogue.drama(song.dramaIds[0])?.year)).toContain('2016');
    const sweet = songsOfTheme(catalogue, { kind: 'mood', mood: 'romantic' }, room);
    expect(sweet.length).toBeGreaterThan(64);
  });
});
