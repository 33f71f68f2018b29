import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue, Song } from '../../../src/core/catalogue/catalogue.ts';
import { answersOf, titlesOfAnswer } from '../../../src/core/quiz/answers.ts';
import { mainTitle } from '../../../src/core/catalogue/names.ts';
import { pickDistractors } from '../../../src/core/quiz/distractors.ts';
import type { AnswerKind } from '../../../src/core/quiz/types.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { anyCatalogue, artistRow, catalogueOf, dramaRow, songRow } from '../../support/fixture-catalogue.ts';

const choose = (
  catalogue: Catalogue,
  song: Song,
  kind: AnswerKind,
  seed = 's',
  wrong = new Map<string, number>(),
) => pickDistractors({ catalogue, song, kind, rng: createSeededRng(seed), commonWrong: wrong });

/** What a member sees of a song in a round with buttons, put down independently of the clue ladder. */
const fits = (catalogue: Catalogue, kind: AnswerKind, asked: Song, other: Song): boolean => {
  const [one, two] = [asked, other].map((song) => catalogue.drama(song.dramaIds[0]));
  const same = <Value>(a: Value | undefined, b: Value | undefined) =>
    a === undefined || b === undefined || a === b;
  const singers = (song: Song) => song.credits.map(({ artist }) => catalogue.artist(artist)!.names.en).join();
  const near =
    asked.lengthMs === undefined ||
    other.lengthMs === undefined ||
    Math.abs(asked.lengthMs - other.lengthMs) <= 2_000;
  const unsung = asked.credits.length === 0 || other.credits.length === 0;
  return (
    same(one?.year, two?.year) &&
    same(one?.network, two?.network) &&
    same(asked.part, other.part) &&
    near &&
    (kind === 'artist' || unsung || singers(asked) === singers(other))
  );
};

describe('the four buttons', () => {
  it('never hold two answers that can be defended', () => {
    let ready = 0;
    fc.assert(
      fc.property(
        anyCatalogue,
        fc.constantFrom<AnswerKind>('drama', 'song', 'artist'),
        fc.string(),
        (catalogue, kind, seed) => {
          for (const song of catalogue.songs.values()) {
            const choices = choose(catalogue, song, kind, seed);
            if (choices.kind === 'too-few') continue;
            ready += 1;
            const ids = choices.choiceIds;
            const right = new Set(answersOf(catalogue, song, kind));
            const wrong = ids.filter((id) => !right.has(id));
            expect([ids.length, wrong.length]).toEqual([4, 3]);
            expect(new Set(ids.map((id) => mainTitle(titlesOfAnswer(catalogue, kind, id)!))).size).toBe(4);
            const fitting = [...catalogue.songs.values()].filter((other) =>
              fits(catalogue, kind, song, other),
            );
            const defended = new Set(fitting.flatMap((other) => answersOf(catalogue, other, kind)));
            expect(wrong.filter((id) => defended.has(id))).toEqual([]);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(ready).toBeGreaterThan(100);
  });

  const tvn = { network: 'tvN' };
  const catalogue = catalogueOf(
    [
      dramaRow('asked', { year: 2016, ...tvn }),
      dramaRow('same-year', { year: 2016, network: 'KBS2' }),
      dramaRow('near', { year: 2017, ...tvn }),
      dramaRow('same-singer', { year: 2009, network: 'SBS' }),
      ...['far-1', 'far-2', 'far-3', 'far-4'].map((id) => dramaRow(id, { year: 2003, network: 'MBC' })),
    ],
    [
      songRow('song', ['asked'], ['singer']),
      songRow('b', ['same-year'], ['x']),
      songRow('c', ['near'], ['x']),
      songRow('d', ['same-singer'], ['singer']),
      ...['far-1', 'far-2', 'far-3', 'far-4'].map((id) => songRow(`s-${id}`, [id], ['x'])),
    ],
    [artistRow('singer'), artistRow('x')],
  );
  const song = catalogue.song('song')!;
  const drawn = (wrong?: Map<string, number>) =>
    Array.from({ length: 200 }, (_, seed) => choose(catalogue, song, 'drama', String(seed), wrong)).flatMap(
      (choices) => (choices.kind === 'ready' ? choices.choiceIds : []),
    );
  const share = (ids: readonly string[], id: string) => ids.filter((drawnId) => drawnId === id).length / 200;

  it('prefer the same years, network and artist', () => {
    const ids = drawn();
    for (const tempting of ['same-year', 'near', 'same-singer'])
      expect(share(ids, tempting)).toBeGreaterThan(0.8);
  });

  it('prefer what members really got wrong', () => {
    expect(share(drawn(new Map([['far-1', 5]])), 'far-1')).toBe(1);
    expect(share(drawn(), 'far-1')).toBeLessThan(0.3);
  });

  it('are put in any order', () => {
    const places = new Set(
      Array.from({ length: 50 }, (_, seed) => {
        const choices = choose(catalogue, song, 'drama', String(seed));
        return choices.kind === 'ready' ? choices.choiceIds.indexOf('asked') : -1;
      }),
    );
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
  });

  it('are refused when the catalogue has too few clearly wrong answers', () => {
    expect(choose(catalogue, song, 'artist')).toEqual({ kind: 'too-few', found: 1 });
  });
});
