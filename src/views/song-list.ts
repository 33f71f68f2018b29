import type { APIEmbedField } from 'discord.js';
import type { Catalogue, Drama, Song } from '../core/catalogue/catalogue.ts';
import { bothTitles, hangulTitle, mainTitle, performerNames } from '../core/catalogue/names.ts';
import type { Artist } from '../core/catalogue/schema.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, escapeText, fitLines, minutesAndSeconds } from './format.ts';
import { routes } from './routes.ts';
import { songSelect } from './song-card.ts';

const songsPerPage = 10;
const maxDescriptionLength = 4096;

const pagesOf = (songs: readonly Song[]): number => Math.max(1, Math.ceil(songs.length / songsPerPage));

/** The page asked for, or the nearest there is: a list may have become shorter since the button was drawn. */
const pageOf = (songs: readonly Song[], page: number) => {
  const index = Math.min(page, pagesOf(songs) - 1);
  return { index, songs: songs.slice(index * songsPerPage, (index + 1) * songsPerPage) };
};

const inlineField = (name: string, value: string | number | undefined): APIEmbedField[] =>
  value === undefined || value === '' ? [] : [{ name, value: escapeText(String(value), 1000), inline: true }];

const songLine = (catalogue: Catalogue, song: Song, extra: string | undefined): string => {
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

interface Listing {
  readonly songs: readonly Song[];
  readonly page: number;
  readonly extra: (song: Song) => string | undefined;
  readonly button: (page: number) => string;
}

const listing = (catalogue: Catalogue, text: Catalog, { songs, page, extra, button }: Listing) => {
  const { index, songs: shown } = pageOf(songs, page);
  const pages = pagesOf(songs);
  return {
    description: fitLines(
      shown.map((song) => songLine(catalogue, song, extra(song))),
      maxDescriptionLength,
    ),
    footer: { text: text.ost.page({ page: index + 1, pages, songs: songs.length }) },
    components: [
      ...songSelect(catalogue, shown, text.ost.pickSong),
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

/** A drama with a page of its songs in order of part. */
export const dramaCard = (catalogue: Catalogue, drama: Drama, page: number, text: Catalog): View => {
  const list = listing(catalogue, text, {
    songs: catalogue.songsOfDrama(drama.id),
    page,
    extra: ({ part }) => (part === undefined ? undefined : text.ost.part({ part })),
    button: (target) => routes.dramaPage.encode({ drama: drama.id, page: target }),
  });
  return {
    embeds: [
      {
        color: accentColour,
        title: escapeText(bothTitles(drama.titles), 250),
        description: drama.songIds.length === 0 ? text.ost.titleOnly : list.description,
        fields: [
          ...inlineField(text.ost.year, drama.year),
          ...inlineField(text.ost.network, drama.network),
          ...inlineField(text.ost.episodes, drama.episodes),
          ...inlineField(text.ost.genres, drama.genres?.join(', ')),
          ...inlineField(
            text.ost.alsoKnownAs,
            [...(drama.titles.short ?? []), ...(drama.titles.other ?? [])].slice(0, 6).join(' · '),
          ),
        ],
        ...(drama.songIds.length > 0 && { footer: list.footer }),
      },
    ],
    components: drama.songIds.length === 0 ? [] : list.components,
  };
};

/** An artist with a page of their songs, newest first. */
export const artistCard = (catalogue: Catalogue, artist: Artist, page: number, text: Catalog): View => {
  const list = listing(catalogue, text, {
    songs: catalogue.songsOfArtist(artist.id),
    page,
    extra: (song) => {
      const drama = catalogue.drama(song.dramaIds[0]);
      return drama === undefined ? undefined : mainTitle(drama.titles);
    },
    button: (target) => routes.artistPage.encode({ artist: artist.id, page: target }),
  });
  const names = (artists: readonly Artist[]) => artists.map((one) => mainTitle(one.names)).join(', ');
  return {
    embeds: [
      {
        color: accentColour,
        title: escapeText(bothTitles(artist.names), 250),
        description: list.description,
        fields: [
          ...inlineField(
            text.ost.memberOf,
            names((artist.memberOf ?? []).flatMap((id) => catalogue.artist(id) ?? [])),
          ),
          ...inlineField(text.ost.members, names(catalogue.membersOf(artist.id))),
        ],
        footer: list.footer,
      },
    ],
    components: list.components,
  };
};
