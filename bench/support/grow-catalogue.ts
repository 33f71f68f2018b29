import type { Catalogue, Song } from '../../src/core/catalogue/catalogue.ts';
import type { Titles } from '../../src/core/catalogue/schema.ts';

/** A linear congruential generator: the same growth on every run and machine. */
const createDice = (seed: number) => {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

/**
 * The catalogue with songs added up to `count`: each takes the beginning of one real title and the end of another, in both
 * scripts, by real artists for real dramas, so that words repeat as they do in real titles.
 */
export const growCatalogue = (catalogue: Catalogue, count: number): Catalogue => {
  const roll = createDice(20161202);
  const real = [...catalogue.songs.values()];
  const pick = (): Song => real[roll(real.length)]!;
  const mix = (one: string | undefined, other: string | undefined): string | undefined => {
    if (one === undefined || other === undefined) return one ?? other;
    const head = one.split(' ');
    const tail = other.split(' ');
    return [...head.slice(0, Math.ceil(head.length / 2)), ...tail.slice(Math.floor(tail.length / 2))].join(
      ' ',
    );
  };
  const songs = new Map(catalogue.songs);
  while (songs.size < count) {
    const one = pick();
    const other = pick();
    const en = mix(one.titles.en, other.titles.en);
    const ko = mix(one.titles.ko, other.titles.ko);
    const titles: Titles = { ...(en === undefined ? {} : { en }), ...(ko === undefined ? {} : { ko }) };
    const id = `grown-${songs.size}`;
    songs.set(id, { id, titles, credits: pick().credits, dramaIds: other.dramaIds, sources: ['synthetic'] });
  }
  const songsOfArtist = Map.groupBy(
    [...songs.values()].flatMap((song) => song.credits.map(({ artist }) => ({ artist, song }))),
    ({ artist }) => artist,
  );
  const songsOfDrama = Map.groupBy(songs.values(), (song) => song.dramaIds[0]);
  return {
    ...catalogue,
    songs,
    song: (id) => songs.get(id) ?? catalogue.song(id),
    songsOfArtist: (id) => songsOfArtist.get(id)?.map(({ song }) => song) ?? [],
    songsOfDrama: (id) => songsOfDrama.get(id) ?? [],
  };
};
