import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Titles } from '../catalogue/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';
import { distance } from '../text/distance.ts';
import { fold } from '../text/fold.ts';
import { jamo, keyboardSwap } from '../text/hangul.ts';
import { numberSeasons } from '../text/numbering.ts';
import type { Reason } from './reasons.ts';

const namesOf = (titles: Titles): string[] =>
  [titles.en, titles.ko, titles.romanised, ...(titles.short ?? []), ...(titles.other ?? [])].filter(
    (text) => text !== undefined,
  );
const keyOf = (text: string): string => jamo(numberSeasons(fold(text).split(' ')).words.join(''));
const digitsOf = (text: string): string => text.replace(/[^0-9]+/gu, '');

const slipsFor = (length: number): number => (length < 5 ? 0 : length < 8 ? 1 : length < 13 ? 2 : 3);
const chatter =
  /^(?:(?:is it|is this|its|it is|i think|i think its|omg|oh|the|answer|maybe|정답|정답은|혹시) )+|(?: (?:right|lol|maybe|ost|i think|아니야|맞지|인가요))+$/gu;

export const createResolver = (catalogue: Catalogue) => {
  const tables = { drama: catalogue.dramas, song: catalogue.songs, artist: catalogue.artists };
  const index = (kind: AnswerKind): Map<string, Set<string>> => {
    const map = new Map<string, Set<string>>();
    const add = (id: string, titles: Titles): void => {
      for (const text of namesOf(titles)) {
        const key = keyOf(text);
        map.set(key, (map.get(key) ?? new Set()).add(id));
      }
    };
    if (kind === 'artist') for (const { id, names } of tables.artist.values()) add(id, names);
    else for (const { id, titles } of tables[kind].values()) add(id, titles);
    return map;
  };
  const indexes = { drama: index('drama'), song: index('song'), artist: index('artist') };

  return (guess: string, kind: AnswerKind): { accepted: ReadonlySet<string>; reason: Reason } => {
    const text = guess.slice(0, 300).toWellFormed();
    const map = indexes[kind];
    const folded = fold(text);
    for (const reading of [text, folded.replace(chatter, ''), keyboardSwap(text)]) {
      const found = map.get(keyOf(reading));
      if (found) return { accepted: found, reason: 'title' };
    }
    const key = keyOf(folded.replace(chatter, ''));
    let least = slipsFor(key.length);
    if (least === 0) return { accepted: new Set(), reason: 'too-short' };
    let best: Set<string> | undefined;
    for (const [letters, ids] of map) {
      if (Math.abs(letters.length - key.length) > least || digitsOf(letters) !== digitsOf(key)) continue;
      const edits = distance(letters, key, least);
      if (edits > least) continue;
      if (edits < least || best === undefined) best = ids;
      else if (best !== ids) best = new Set();
      least = edits;
    }
    return best?.size === 1 ? { accepted: best, reason: 'typo' } : { accepted: new Set(), reason: 'unknown' };
  };
};
