import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMatchFile } from '../../../src/core/audio/match.ts';
import type { FileFacts, MatchFile } from '../../../src/core/audio/match.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { mainTitle, performerNames } from '../../../src/core/catalogue/names.ts';
import { createSearch } from '../../../src/core/search/search.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

let catalogue: Catalogue;
let match: MatchFile;

beforeAll(async () => {
  catalogue = await repositoryCatalogue();
  match = createMatchFile(catalogue, createSearch(catalogue));
}, 30_000);

describe('matching files to songs', () => {
  it.each<FileFacts & { readonly songId: string }>([
    { path: '[MV] 펀치(Punch), 찬열(CHANYEOL) - Stay With Me (도깨비 OST Part 1).mp3', songId: 'stay-with-me-chanyeol' },
    { path: '01.mp3', title: 'Stay With Me', artist: 'Chanyeol & Punch', album: 'Goblin OST', songId: 'stay-with-me-chanyeol' },
    { path: 'gummy - you are my everything.m4a', songId: 'you-are-my-everything-gummy' },
    { path: 'Descendants of the Sun OST/04 You Are My Everythng.m4a', artist: 'Gummy', songId: 'you-are-my-everything-gummy' },
    { path: '07_Eclipse_-_Sudden_Shower.flac', songId: 'sudden-shower-eclipse' },
  ])('knows $path', ({ songId, ...file }) => {
    expect(match(file)).toMatchObject({ kind: 'matched', songId });
  }); // prettier-ignore

  it.each<FileFacts & { readonly kind: string; readonly version?: string }>([
    { path: 'Stay With Me.mp3', kind: 'doubtful' },
    { path: 'Stay With Me.mp3', artist: 'Somebody Else', kind: 'unmatched' },
    { path: 'Punch, Chanyeol - Stay With Me (Inst.).mp3', kind: 'version', version: 'instrumental' },
    { path: 'Punch, Chanyeol - Stay With Me MR.mp3', kind: 'version', version: 'instrumental' },
    { path: 'Goblin/Inst/Punch - Stay With Me.mp3', kind: 'version', version: 'instrumental' },
    { path: 'Punch, Chanyeol - Stay With Me (Live at KBS).mp3', kind: 'version', version: 'live' },
    { path: 'Punch, Chanyeol - Stay With Me [Cover by a fan].mp3', kind: 'version', version: 'cover' },
    { path: 'Punch, Chanyeol - Stay With Me (Nightcore).mp3', kind: 'version', version: 'other' },
    { path: 'Punch, Chanyeol - Stay With Me (Drama Ver.).mp3', kind: 'matched' },
    { path: 'lofi beats to study to.mp3', kind: 'unmatched' },
    { path: 'Track 01.mp3', kind: 'unmatched' },
    { path: '.mp3', kind: 'unmatched' },
  ])('does not take $path for more than it is ($kind)', ({ kind, version, ...file }) => {
    expect(match(file)).toMatchObject({ kind, ...(version === undefined ? {} : { version }) });
  }); // prettier-ignore

  it('never plays another song when a file is named after its performer and title', () => {
    let found = 0;
    let named = 0;
    for (const song of catalogue.songs.values()) {
      const performers = performerNames(catalogue, song);
      if (performers === undefined) continue;
      named += 1;
      const result = match({ path: `${performers} - ${mainTitle(song.titles)}.mp3` });
      if (result.kind !== 'matched') continue;
      expect(result.songId).toBe(song.id);
      found += 1;
    }
    expect(found / named).toBeGreaterThan(0.98);
  }, 30_000);

  it('says something sensible of 10,000 files of any name and tags', () => {
    const song = fc.constantFrom(...catalogue.songs.values());
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        'OST',
        'Part.1',
        '(',
        ')]',
        '- -',
        '___',
        '01',
        'feat.',
        '(Inst.)',
        '\u0000',
        '../..',
        'CON',
        '가',
      ),
    );
    const named = song.map((one) => mainTitle(one.titles));
    const text = fc
      .array(fc.oneof(junk, named), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(' - '));
    const file: fc.Arbitrary<FileFacts> = fc.record({
      path: text.map((name) => `${name}.mp3`),
      title: fc.option(text, { nil: undefined }),
      artist: fc.option(text, { nil: undefined }),
      album: fc.option(text, { nil: undefined }),
      lengthMs: fc.option(fc.oneof(fc.nat(), fc.double()), { nil: undefined }),
    });
    const kinds = new Set<string>();
    fc.assert(
      fc.property(file, (facts) => {
        const result = match(facts);
        kinds.add(result.kind);
        if (result.kind === 'unmatched') return result.reason !== '';
        if (result.kind === 'doubtful') return result.reason !== '' && result.candidates.length > 0;
        return (
          catalogue.song(result.songId) !== undefined &&
          result.score >= 0 &&
          result.score <= 1 &&
          result.why !== ''
        );
      }),
      { numRuns: 10_000 },
    );
    expect(kinds).toEqual(new Set(['matched', 'version', 'doubtful', 'unmatched']));
  }, 120_000);
});
