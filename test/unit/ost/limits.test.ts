import { describe, expect, test } from 'vitest';
import { moods, moodsOf, songsInMood } from '../../../src/core/catalogue/moods.ts';
import type { Tally } from '../../../src/core/catalogue/moods.ts';
import { similarSongs } from '../../../src/core/catalogue/similar.ts';
import type { SearchKind } from '../../../src/core/search/search.ts';
import type { View } from '../../../src/discord/replies.ts';
import { en } from '../../../src/i18n/en.ts';
import { choose, nothingFound } from '../../../src/views/choose.ts';
import { escapeText } from '../../../src/views/format.ts';
import { mentionsView } from '../../../src/views/mentions.ts';
import { moodList, moodQuestion } from '../../../src/views/mood.ts';
import { reportModal } from '../../../src/views/report.ts';
import { routes } from '../../../src/views/routes.ts';
import { similarList } from '../../../src/views/similar.ts';
import { songCard } from '../../../src/views/song-card.ts';
import { artistCard, dramaCard } from '../../../src/views/song-list.ts';
import { expectWithinLimits, limitProblems } from '../../support/limits.ts';
import { partsOf } from '../../support/handlers.ts';
import { catalogue, label } from '../../support/ost.ts';

/** Every mood tagged by many members: as much as a card can be made to say. */
const full: Tally = new Map(moods.map((mood) => [mood, 12_345]));
const ids = (kind: SearchKind) => [...catalogue[`${kind}s`].keys()];
const meant = (kind: SearchKind) =>
  choose(catalogue, label, { kind, ids: ids(kind).slice(0, 25) }, en.ost.didYouMean);

/** Every page one comes to by pressing "Next", each checked. */
const checkPages = (draw: (from: number) => View, what: string): number => {
  let pages = 0;
  let from: number | undefined = 0;
  while (from !== undefined) {
    const view = draw(from);
    expectWithinLimits(view, `${what} from ${from}`);
    pages += 1;
    const next = partsOf(view).find((part) => part.label === en.ost.next && part.disabled !== true);
    from = next === undefined ? undefined : Number(next.custom_id?.split('|').at(-1));
  }
  return pages;
};

describe('every message keeps to what Discord takes', () => {
  test('cards of all songs', () => {
    const others = [...catalogue.songs.values()].slice(0, 10);
    for (const song of catalogue.songs.values()) {
      const again = routes.songAgain.encode({
        years: '2010-2019',
        drama: song.dramaIds[0],
        place: 9_999,
      });
      const parts = { song, moods: moodsOf(catalogue, song, full), others, again };
      expectWithinLimits(songCard(catalogue, parts, en), song.id);
    }
  });

  test('all pages of all dramas, with every part reached by a jump', () => {
    let longest = 0;
    for (const drama of catalogue.dramas.values()) {
      const draw = (from: number) => dramaCard(catalogue, drama, from, en, meant('drama'));
      longest = Math.max(longest, checkPages(draw, drama.id));
      const parts = partsOf(draw(0)).find((part) => part.custom_id?.startsWith('drama.part'))?.options ?? [];
      for (const { label: heading, value } of parts) {
        expect(draw(Number(value)).embeds?.[0]?.description, drama.id).toMatch(
          new RegExp(`^### ${RegExp.escape(escapeText(heading))}\\n`),
        );
      }
    }
    expect(longest).toBeGreaterThan(1);
  });

  test('all pages of all artists', () => {
    let longest = 0;
    for (const artist of catalogue.artists.values()) {
      const draw = (from: number) => artistCard(catalogue, artist, from, en, meant('artist'));
      longest = Math.max(longest, checkPages(draw, artist.id));
    }
    expect(longest).toBeGreaterThan(1);
  });

  test('all pages of all moods', () => {
    const untagged = new Map<string, Tally>();
    const tagged = new Map([...catalogue.songs.keys()].map((id) => [id, full]));
    for (const mood of moods) {
      for (const gems of [false, true]) {
        const query = { mood, gems, years: { from: 1990, to: 2030 } };
        const songs = songsInMood(catalogue, query, mood === 'calm' ? tagged : untagged);
        if (songs.length > 0) checkPages((page) => moodList(catalogue, query, songs, page, en), mood);
      }
    }
  });

  test('songs like each song', () => {
    for (const song of [...catalogue.songs.values()].filter((_song, at) => at % 50 === 0)) {
      const others = ids('song').slice(0, 10);
      const similar = similarSongs(catalogue, song);
      expectWithinLimits(similarList({ catalogue, label }, song, similar, en, others), song.id);
      expectWithinLimits(similarList({ catalogue, label }, song, [], en), song.id);
    }
  });

  test('questions, reports and what is found in a message', () => {
    for (const song of catalogue.songs.values()) expectWithinLimits(moodQuestion(song, 'calm', en), song.id);
    for (const kind of ['song', 'drama', 'artist'] as const) {
      for (const id of ids(kind)) {
        const modal = reportModal({ kind, id }, label(kind, id) ?? '', en);
        expect(modal.custom_id.length).toBeLessThanOrEqual(100);
        expect(modal.title.length).toBeLessThanOrEqual(45);
      }
      const query = '_*`'.repeat(66);
      expectWithinLimits(nothingFound(catalogue, label, { kind, ids: ids(kind).slice(0, 3), query }, en));
    }
    const all = (['song', 'drama'] as const).flatMap((kind) =>
      ids(kind).map((id) => ({ kind, id, words: '_'.repeat(80) })),
    );
    for (let at = 0; at < all.length; at += 25)
      expectWithinLimits(mentionsView(label, all.slice(at, at + 25), en));
  });
});

test('the check itself refuses what Discord would', () => {
  const button = { type: 2, style: 2, label: 'x', custom_id: 'a' };
  const withRow = (...components: object[]): View => {
    const rows: unknown = [{ type: 1, components }];
    return { content: 'x', components: rows as NonNullable<View['components']> };
  };
  const refused: [View, RegExp][] = [
    [{}, /empty/],
    [{ content: 'x'.repeat(2_001) }, /content/],
    [{ embeds: [{ description: '' }] }, /description/],
    [{ embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] }, /together/],
    [withRow(button, button), /twice/],
    [withRow(), /row/],
    [withRow({ ...button, label: 'x'.repeat(81) }), /label/],
    [withRow({ type: 3, custom_id: 's', options: [] }), /options/],
  ];
  for (const [view, problem] of refused) expect(limitProblems(view).join()).toMatch(problem);
});
