import type { Catalogue, Song } from '../core/catalogue/catalogue.ts';
import { hangulTitle, mainTitle, performerNames } from '../core/catalogue/names.ts';
import { escapeText, minutesAndSeconds } from './format.ts';

/** Room for a list in an embed's description, so that fields fit into Discord's 6,000 characters too. */
export const maxListLength = 3_500;

/** A song in a list: its titles, and below who sings it, something more, and how long it is. */
export const songLine = (catalogue: Catalogue, song: Song, extra: string | undefined): string => {
  const hangul = hangulTitle(song.titles);
  const facts = [
    performerNames(catalogue, song),
    extra,
    song.lengthMs === undefined ? undefined : minutesAndSeconds(song.lengthMs),
  ].filter((fact) => fact !== undefined);
  return (
    `**${escapeText(mainTitle(song.titles))}**${hangul === undefined ? '' : ` ${escapeText(hangul)}`}` +
    (facts.length === 0 ? '' : `\n${escapeText(facts.join(' · '), 150)}`)
  );
};
