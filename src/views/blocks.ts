import type { Song } from '../core/catalogue/catalogue.ts';

/** Songs of a list that stand under one heading: a part, a year. A page shows whole blocks. */
export interface Block {
  readonly heading: string;
  readonly songs: readonly Song[];
  /** Whether a block before it has the same heading. */
  readonly isContinued: boolean;
}

export interface BlockPage {
  readonly blocks: readonly Block[];
  /** Which songs of the list are shown, counted from 1. */
  readonly first: number;
  readonly last: number;
  /** Where the page before and after begin; `undefined` at the ends. */
  readonly previous: number | undefined;
  readonly next: number | undefined;
}

export const songsPerPage = 10;

/** Puts neighbours with the same heading together, at most a page of them in one block. */
export const blocksOf = (songs: readonly Song[], headingOf: (song: Song) => string): readonly Block[] => {
  const blocks: { heading: string; songs: Song[]; isContinued: boolean }[] = [];
  for (const song of songs) {
    const heading = headingOf(song);
    const block = blocks.at(-1);
    const isSame = block?.heading === heading;
    if (block !== undefined && isSame && block.songs.length < songsPerPage) block.songs.push(song);
    else blocks.push({ heading, songs: [song], isContinued: isSame });
  }
  return blocks;
};

const countOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { songs }) => sum + songs.length, 0);

/**
 * The page that begins with the block `from`, or with the last one: a list may have become shorter since its button was
 * drawn. A page may begin anywhere, so that a jump to a part shows that part on top.
 */
export const pageFrom = (all: readonly Block[], from: number): BlockPage => {
  // What a select sends is up to whoever sends it.
  const asked = Number.isInteger(from) ? Math.max(0, from) : 0;
  const start = Math.min(asked, Math.max(0, all.length - 1));
  let end = start;
  while (end < all.length && (end === start || countOf(all.slice(start, end + 1)) <= songsPerPage)) end += 1;
  let previous = start;
  while (previous > 0 && countOf(all.slice(previous - 1, start)) <= songsPerPage) previous -= 1;
  const before = countOf(all.slice(0, start));
  const blocks = all.slice(start, end);
  return {
    blocks,
    first: before + 1,
    last: before + countOf(blocks),
    previous: start === 0 ? undefined : previous,
    next: end < all.length ? end : undefined,
  };
};
