import type { Catalogue, Song } from '../core/catalogue/catalogue.ts';
import type { Mood, MoodQuery, SongInMood } from '../core/catalogue/moods.ts';
import { moods } from '../core/catalogue/moods.ts';
import { bothTitles, mainTitle } from '../core/catalogue/names.ts';
import { yearsText } from '../core/years.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { songsPerPage } from './blocks.ts';
import { actionButton, buttonRow, selectRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { moodBasis } from './mood-lines.ts';
import { routes } from './routes.ts';
import { songSelect } from './song-card.ts';
import { maxListLength, songLine } from './song-line.ts';

/** A page of the songs of a mood. */
export const moodList = (
  catalogue: Catalogue,
  query: MoodQuery,
  songs: readonly SongInMood[],
  page: number,
  text: Catalog,
): View => {
  const pages = Math.max(1, Math.ceil(songs.length / songsPerPage));
  const index = Math.min(page, pages - 1);
  const shown = songs.slice(index * songsPerPage, (index + 1) * songsPerPage);
  const years = query.years === undefined ? '' : yearsText(query.years);
  const button = (target: number) =>
    routes.moodPage.encode({ mood: query.mood, years, gems: query.gems ? 1 : 0, page: target });
  return {
    embeds: [
      {
        color: accentColour,
        title: [text.moods.names[query.mood], years, query.gems ? text.moods.gems : '']
          .filter((part) => part !== '')
          .join(' · '),
        description: fitLines(
          shown.map(({ song, evidence }) => {
            const drama = catalogue.drama(song.dramaIds[0]);
            return `${songLine(catalogue, song, drama && mainTitle(drama.titles))}\n-# ${escapeText(moodBasis(evidence, text), 150)}`;
          }),
          maxListLength,
        ),
        footer: { text: text.ost.page({ page: index + 1, pages, songs: songs.length }) },
      },
    ],
    components: [
      ...songSelect(
        catalogue,
        shown.map(({ song }) => song),
        text.ost.pickSong,
      ),
      ...(pages === 1
        ? []
        : buttonRow([
            actionButton(button(Math.max(0, index - 1)), text.ost.previous, { disabled: index === 0 }),
            actionButton(button(Math.min(pages - 1, index + 1)), text.ost.next, {
              disabled: index === pages - 1,
            }),
          ])),
    ],
  };
};

/** Asks a member for a song's mood, and shows what the member said before. */
export const moodQuestion = (song: Song, own: Mood | undefined, text: Catalog): View => {
  const title = escapeText(bothTitles(song.titles));
  return {
    content:
      own === undefined
        ? text.moods.question({ title })
        : text.moods.tagged({ title, mood: text.moods.names[own] }),
    components: [
      ...selectRow(
        routes.moodTag.encode({ song: song.id }),
        text.moods.pick,
        moods.map((mood) => ({ label: text.moods.names[mood], value: mood, default: mood === own })),
      ),
      ...(own === undefined
        ? []
        : buttonRow([actionButton(routes.moodUntag.encode({ song: song.id }), text.moods.undo)])),
    ],
  };
};
