import { hasHangul, romanised } from './text.ts';

/** Lower-case Latin letters, digits and hyphens, cut at a word. Hangul is romanised; other scripts vanish. */
export const slugify = (text: string, maxLength: number): string => {
  const latin = hasHangul(text) ? romanised(text) : text;
  const words = latin
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  let slug = '';
  for (const word of words) {
    if (slug !== '' && slug.length + 1 + word.length > maxLength) break;
    slug = slug === '' ? word.slice(0, maxLength) : `${slug}-${word}`;
  }
  return slug;
};

export interface SlugPool {
  /** The first candidate that is free, else the last one with a number. Takes it. */
  take(candidates: readonly string[]): string;
  reserve(slug: string): void;
}

export const createSlugPool = (): SlugPool => {
  const taken = new Set<string>();
  return {
    reserve(slug) {
      taken.add(slug);
    },
    take(candidates) {
      const usable = candidates.filter((candidate) => candidate !== '');
      const base = usable.at(-1) ?? 'untitled';
      let slug = usable.find((candidate) => !taken.has(candidate));
      for (let number = 2; slug === undefined; number += 1) {
        if (!taken.has(`${base}-${number}`)) slug = `${base}-${number}`;
      }
      taken.add(slug);
      return slug;
    },
  };
};
