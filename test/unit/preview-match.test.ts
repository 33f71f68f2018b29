import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import {
  matchPreview,
  previewQueries,
  scorePreview,
  wantedSong,
} from '../../src/core/audio/preview-match.ts';
import type { PreviewCandidate, WantedSong } from '../../src/core/audio/preview-match.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { compact, fold } from '../../src/core/text/fold.ts';
import { artistRow, catalogueOf, dramaRow, songRow } from '../support/fixture-catalogue.ts';

const fixture = catalogueOf(
  [
    dramaRow('goblin', { titles: { en: 'Goblin', ko: '도깨비', short: ['Guardian'] } }),
    dramaRow('live', { titles: { en: 'Live', ko: '라이브' } }),
  ],
  [
    songRow('stay', ['goblin'], ['chanyeol', 'punch'], { titles: { en: 'Stay With Me' }, lengthMs: 192_000 }),
    songRow('pretty', ['goblin'], ['eddy-kim'], {
      titles: { en: 'You Are So Beautiful', ko: '이쁘다니까' },
      lengthMs: 195_334,
    }),
    songRow('sonagi', ['goblin'], ['band'], { titles: { ko: '소나기', romanised: 'Sonagi' } }),
    songRow('nobody', ['goblin'], [], { titles: { en: 'Round and Round' }, lengthMs: 181_000 }),
    songRow('lived', ['live'], ['band'], { titles: { en: 'To Live' }, lengthMs: 200_000 }),
    songRow('theme', ['goblin'], ['band'], { titles: { en: 'Theme' }, instrumental: true }),
  ],
  [
    artistRow('chanyeol', { names: { en: 'CHANYEOL', ko: '찬열' } }),
    artistRow('punch', { names: { en: 'Punch', ko: '펀치' } }),
    artistRow('eddy-kim', { names: { en: 'Eddy Kim', ko: '에디킴' } }),
    artistRow('band', { names: { en: 'Eclipse', ko: '이클립스' } }),
  ],
);

const wanted = (id: string): WantedSong => {
  const song = fixture.song(id);
  if (song === undefined) throw new Error(`No song ${id}.`);
  return wantedSong(fixture, song);
};
const track = (title: string, artist: string, more: Partial<PreviewCandidate> = {}): PreviewCandidate => ({
  id: '1',
  title,
  artist,
  ...more,
});

describe('the song', () => {
  test.each<[string, PreviewCandidate]>([
    ['stay', track('Stay With Me', 'CHANYEOL & Punch', { lengthMs: 192_027, album: 'Goblin, Pt. 1' })],
    ['stay', track('Stay With Me', '찬열, 펀치', { lengthMs: 193_000 })],
    ['stay', track('Stay with Me (From "Goblin")', 'Chanyeol (EXO)', { lengthMs: 191_000 })],
    ['stay', track('Stay With Me (feat. Punch)', 'CHANYEOL')],
    ['stay', track('Stay With Me (도깨비 OST Ver.)', 'CHANYEOL')],
    ['stay', track('Stay With Me - Drama Version', 'Punch', { lengthMs: 192_000 })],
    ['pretty', track('이쁘다니까', '에디킴', { lengthMs: 195_000 })],
    ['pretty', track('이쁘다니까 (You are so beautiful)', 'Eddy Kim', { lengthMs: 196_000 })],
    ['pretty', track('You Are So Beautiful', '에디 킴')],
    ['sonagi', track('Sonagi', 'ECLIPSE', { lengthMs: 200_000 })],
    ['sonagi', track('소나기 (Sudden Shower)', '이클립스')],
    ['nobody', track('Round and Round', 'Various Artists', { lengthMs: 181_500, album: '도깨비 OST' })],
    ['lived', track('To Live', 'Eclipse', { lengthMs: 200_000, album: 'Live OST Part 2' })],
    ['theme', track('Theme (Inst.)', 'Eclipse')],
  ])('%s is %o', (id, candidate) => {
    expect(matchPreview(wanted(id), [candidate])?.candidate).toBe(candidate);
  });
});

describe('another track', () => {
  test.each<[string, PreviewCandidate, string]>([
    ['stay', track('Stay With Me', 'Sam Smith', { lengthMs: 192_000 }), 'artist'],
    ['stay', track('Stay With Me', 'EXO', { lengthMs: 192_000 }), 'artist'],
    ['stay', track('Go Away Go Away', 'CHANYEOL & Punch', { lengthMs: 192_000 }), 'title'],
    ['stay', track('Stay', 'CHANYEOL & Punch', { lengthMs: 192_000 }), 'title'],
    ['stay', track('Stay With Me 2', 'CHANYEOL & Punch', { lengthMs: 192_000 }), 'title'],
    ['stay', track('Stay With Me (Instrumental)', 'CHANYEOL & Punch', { lengthMs: 192_000 }), 'version'],
    ['stay', track('Stay With Me (Inst.)', '찬열, 펀치', { lengthMs: 192_000 }), 'version'],
    ['stay', track('Stay With Me - Piano Ver.', 'Punch', { lengthMs: 192_000 }), 'version'],
    ['stay', track('Stay With Me (Live)', 'CHANYEOL, Punch', { lengthMs: 192_000 }), 'version'],
    ['stay', track('Stay With Me (Cover)', 'Punch'), 'version'],
    ['stay', track('Stay With Me (노래방)', '찬열'), 'version'],
    ['stay', track('Stay With Me', 'Punch', { album: 'K-Drama Piano Covers' }), 'version'],
    ['stay', track('Stay With Me', 'Punch Karaoke', {}), 'version'],
    ['stay', track('Stay With Me (String Ver.)', 'CHANYEOL', { lengthMs: 192_000 }), 'version'],
    ['stay', track('Stay With Me - Ballad Version', 'CHANYEOL'), 'version'],
    ['stay', track('Stay With Me (English Ver.)', 'CHANYEOL'), 'version'],
    ['stay', track('Stay With Me', 'CHANYEOL & Punch', { lengthMs: 240_000 }), 'length'],
    ['nobody', track('Round and Round', 'Heize', { lengthMs: 181_000 }), 'artist'],
    [
      'nobody',
      track('Round and Round', 'Various Artists', { lengthMs: 188_000, album: '도깨비 OST' }),
      'artist',
    ],
  ])('%s is not %o', (id, candidate, reason) => {
    expect(scorePreview(wanted(id), candidate)).toEqual({ score: 0, refused: reason });
    expect(matchPreview(wanted(id), [candidate])).toBeUndefined();
  });

  test('a slip in the title, a far length and no album together are not enough', () => {
    const candidate = track('You Are So Beautifull', 'Eddie Kim', { lengthMs: 204_000 });
    expect(matchPreview(wanted('pretty'), [candidate])).toBeUndefined();
  });
});

test('of several the likeliest is taken', () => {
  const candidates = [
    track('Stay With Me', 'Punch', { id: 'far', lengthMs: 200_000 }),
    track('Stay With Me', 'CHANYEOL & Punch', { id: 'near', lengthMs: 192_100 }),
    track('Stay With Me', 'Sam Smith', { id: 'other', lengthMs: 192_000 }),
  ];
  expect(matchPreview(wanted('stay'), candidates)?.candidate.id).toBe('near');
});

test('asks in both scripts, once each', () => {
  const song = fixture.song('pretty')!;
  expect(previewQueries(fixture, song)).toEqual(['이쁘다니까 에디킴', 'You Are So Beautiful Eddy Kim']);
  expect(previewQueries(fixture, fixture.song('nobody')!)).toEqual([
    'Round and Round 도깨비',
    'Round and Round Goblin',
  ]);
});

describe('the real catalogue', () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue(join(import.meta.dirname, '../../data'));
  });

  test('every song with a performer matches itself as a store would list it', () => {
    const missed = [...catalogue.songs.values()].filter((song) => {
      const facts = wantedSong(catalogue, song);
      const [title] = facts.titles;
      const artist = facts.performers.map(([name]) => name).join(', ');
      if (facts.performers.length === 0 || title === undefined) return false;
      const listed = {
        ...track(title, artist),
        ...(facts.lengthMs !== undefined && { lengthMs: facts.lengthMs }),
      };
      return matchPreview(facts, [listed]) === undefined;
    });
    expect(missed.map(({ id }) => id)).toEqual([]);
  });

  test('no other version of a song is taken for it', () => {
    const wrong = [...catalogue.songs.values()].flatMap((song) => {
      const facts = wantedSong(catalogue, song);
      const artist = facts.performers.map(([name]) => name).join(', ');
      const titles = (song.versions ?? []).flatMap(({ titles: { en, ko } }) => [en, ko]);
      return titles.filter(
        (title) => title !== undefined && matchPreview(facts, [track(title, artist)]) !== undefined,
      );
    });
    expect(wrong).toEqual([]);
  });

  test('no song is taken for its namesake by other performers', () => {
    const byTitle = Map.groupBy(
      [...catalogue.songs.values()].flatMap((song) => {
        const facts = wantedSong(catalogue, song);
        return facts.titles.map((title) => ({ song, facts, title, key: compact(fold(title)) }));
      }),
      ({ key }) => key,
    );
    let compared = 0;
    const wrong: string[] = [];
    for (const namesakes of byTitle.values()) {
      for (const { song, facts } of namesakes) {
        const names = new Set(facts.performers.flat().map(fold));
        for (const other of namesakes) {
          const artist = other.facts.performers.map(([name]) => name).join(', ');
          const isShared = other.facts.performers.flat().some((name) => names.has(fold(name)));
          if (artist === '' || names.size === 0 || isShared) continue;
          compared += 1;
          if (matchPreview(facts, [track(other.title, artist)]) !== undefined)
            wrong.push(`${song.id} = ${other.song.id}`);
        }
      }
    }
    expect(compared).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});
