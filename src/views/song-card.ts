import type { APIEmbedField, APIMessageTopLevelComponent } from 'discord.js';
import type { Catalogue, Drama, Song } from '../core/catalogue/catalogue.ts';
import { listenLinks } from '../core/catalogue/links.ts';
import type { ListeningService } from '../core/catalogue/links.ts';
import { bothTitles, hangulTitle, mainTitle, performerNames, performersOf } from '../core/catalogue/names.ts';
import type { MoodEvidence } from '../core/catalogue/moods.ts';
import type { Titles } from '../core/catalogue/schema.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow, linkButton, selectRow } from './components.ts';
import { accentColour, escapeText, fitLines, minutesAndSeconds } from './format.ts';
import { moodLines } from './mood-lines.ts';
import { reportButton } from './report.ts';
import { routes } from './routes.ts';

/** Service names are trade marks: the same in every language. */
const serviceLabels: Readonly<Record<ListeningService, string>> = {
  spotify: 'Spotify',
  youtube: 'YouTube',
  appleMusic: 'Apple Music',
  melon: 'Melon',
  genie: 'Genie',
};

const maxFieldLength = 1024;

const field = (name: string, value: string | undefined, inline = true): APIEmbedField[] =>
  value === undefined || value === ''
    ? []
    : [{ name, value: fitLines(value.split('\n'), maxFieldLength), inline }];

/** Every other title known, in every script, each once. */
const otherTitles = (titles: Titles): string =>
  [...new Set([titles.romanised, ...(titles.short ?? []), ...(titles.other ?? [])])]
    .filter((title) => title !== undefined && title !== mainTitle(titles) && title !== titles.ko)
    .map((title) => escapeText(title ?? ''))
    .join(' · ');

const dramaLine = (drama: Drama): string =>
  `**${escapeText(mainTitle(drama.titles))}**${hangulTitle(drama.titles) === undefined ? '' : ` ${escapeText(drama.titles.ko ?? '')}`}` +
  (drama.year === undefined ? '' : ` (${drama.year})`);

const versionLines = (song: Song): string =>
  (song.versions ?? [])
    .map(({ kind, titles, lengthMs }) =>
      [escapeText(bothTitles(titles)), kind, lengthMs === undefined ? undefined : minutesAndSeconds(lengthMs)]
        .filter((part) => part !== undefined)
        .join(' · '),
    )
    .join('\n');

const artistLines = (catalogue: Catalogue, song: Song): string =>
  performersOf(catalogue, song)
    .map(({ names }) => escapeText(bothTitles(names)))
    .join('\n');

export const listenRow = (catalogue: Catalogue, song: Song) => {
  const words = [mainTitle(song.titles), performerNames(catalogue, song) ?? ''].join(' ').trim();
  return buttonRow(
    listenLinks(song.ids, words).map(({ service, url }) => linkButton(url, serviceLabels[service])),
  );
};

const actionRows = (catalogue: Catalogue, song: Song, text: Catalog, again: string | undefined) => {
  const artist = performersOf(catalogue, song)[0];
  return [
    ...buttonRow([
      actionButton(routes.dramaOpen.encode({ drama: song.dramaIds[0] }), text.ost.wholeOst),
      ...(artist === undefined
        ? []
        : [
            actionButton(
              routes.artistOpen.encode({ artist: artist.id }),
              text.ost.moreBy({ name: mainTitle(artist.names) }),
            ),
          ]),
      actionButton(routes.songSimilar.encode({ song: song.id }), text.ost.similar),
      actionButton(routes.songSave.encode({ song: song.id }), text.ost.save, { style: 'primary' }),
    ]),
    ...buttonRow([
      ...(again === undefined ? [] : [actionButton(again, text.ost.anotherOne, { style: 'primary' })]),
      actionButton(routes.moodOpen.encode({ song: song.id }), text.moods.tagIt),
      reportButton({ kind: 'song', id: song.id }, text),
    ]),
  ];
};

/** "Stay With Me · Chanyeol, Punch", for lists, choices and selects. */
export const songLabel = (catalogue: Catalogue, song: Song): string =>
  [bothTitles(song.titles), performerNames(catalogue, song)].filter((part) => part !== undefined).join(' – ');

/** A select of songs, for "did you mean" and for the songs of a page. */
export const songSelect = (
  catalogue: Catalogue,
  songs: readonly Song[],
  placeholder: string,
): APIMessageTopLevelComponent[] =>
  selectRow(
    routes.songOpen.encode({}),
    placeholder,
    songs.map((song) => {
      const drama = catalogue.drama(song.dramaIds[0]);
      return {
        label: songLabel(catalogue, song),
        value: song.id,
        ...(drama !== undefined && { description: bothTitles(drama.titles) }),
      };
    }),
  );

export interface SongCardParts {
  readonly song: Song;
  readonly moods: readonly MoodEvidence[];
  /** The id of a button that shows another song in this one's place. */
  readonly again?: string;
  /** What a query may have meant instead. */
  readonly others?: readonly Song[];
}

/** All that is known of a song, with where to listen and where to go next. */
export const songCard = (
  catalogue: Catalogue,
  { song, moods, again, others = [] }: SongCardParts,
  text: Catalog,
): View => ({
  embeds: [
    {
      color: accentColour,
      title: escapeText(mainTitle(song.titles), 250),
      ...(hangulTitle(song.titles) !== undefined && {
        description: `**${escapeText(song.titles.ko ?? '', 300)}**`,
      }),
      fields: [
        ...field(text.ost.artists, artistLines(catalogue, song) || text.ost.unknownArtist, false),
        ...field(
          text.ost.drama,
          song.dramaIds
            .flatMap((id) => catalogue.drama(id) ?? [])
            .map(dramaLine)
            .join('\n'),
          false,
        ),
        ...field('OST', song.part === undefined ? undefined : text.ost.part({ part: song.part })),
        ...field(text.ost.released, song.releaseDate),
        ...field(text.ost.length, song.lengthMs === undefined ? undefined : minutesAndSeconds(song.lengthMs)),
        ...field(text.moods.mood, moodLines(moods, text), false),
        ...field(text.ost.alsoKnownAs, otherTitles(song.titles), false),
        ...field(text.ost.versions, versionLines(song), false),
      ],
      footer: { text: text.ost.sources({ sources: song.sources.length }) },
    },
  ],
  components: [
    ...listenRow(catalogue, song),
    ...actionRows(catalogue, song, text, again),
    ...songSelect(catalogue, others, text.ost.didYouMean),
  ],
});
