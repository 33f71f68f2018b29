import type { Catalogue, Song } from '../core/catalogue/catalogue.ts';
import { bothTitles, mainTitle } from '../core/catalogue/names.ts';
import type { Reason, SimilarSong } from '../core/catalogue/similar.ts';
import { unreachable } from '../core/errors.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { choose } from './choose.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import type { Label } from './labels.ts';
import { routes } from './routes.ts';
import { songSelect } from './song-card.ts';
import { maxListLength, songLine } from './song-line.ts';

const because = (reason: Reason, text: Catalog): string => {
  switch (reason.kind) {
    case 'artist':
      return text.ost.sameArtist({ name: mainTitle(reason.artist.names) });
    case 'mood':
      return text.ost.sameMood({ mood: text.moods.names[reason.mood] });
    case 'drama':
      return text.ost.sameDrama;
    case 'genre':
      return text.ost.sameGenre({ genres: reason.genres.join(', ') });
    case 'years':
      return text.ost.sameYears({ year: reason.year });
    default:
      return unreachable(reason);
  }
};

/** Songs like one song, each with why; `others` are songs the query may have meant instead. */
export const similarList = (
  { catalogue, label }: { readonly catalogue: Catalogue; readonly label: Label },
  song: Song,
  similar: readonly SimilarSong[],
  text: Catalog,
  others: readonly string[] = [],
): View => ({
  embeds: [
    {
      color: accentColour,
      title: escapeText(text.ost.similarTo({ title: bothTitles(song.titles) }), 250),
      description:
        similar.length === 0
          ? text.ost.noSimilar
          : fitLines(
              similar.map(({ song: one, reasons }) => {
                const drama = catalogue.drama(one.dramaIds[0]);
                const why = reasons.map((reason) => because(reason, text)).join(', ');
                return `${songLine(catalogue, one, drama && mainTitle(drama.titles))}\n-# ${escapeText(why, 150)}`;
              }),
              maxListLength,
            ),
    },
  ],
  components: [
    ...songSelect(
      catalogue,
      similar.map(({ song: one }) => one),
      text.ost.pickSong,
    ),
    ...choose(
      catalogue,
      label,
      { kind: 'song', ids: others, customId: routes.similarPick.encode({}) },
      text.ost.didYouMean,
    ),
  ],
});
