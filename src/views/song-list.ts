import type { APIEmbedField, APIMessageTopLevelComponent } from 'discord.js';
import type { Catalogue, Drama, Song } from '../core/catalogue/catalogue.ts';
import { bothTitles, mainTitle } from '../core/catalogue/names.ts';
import { bandOf, newestFirst, sangWith, songYear } from '../core/catalogue/relations.ts';
import type { Artist } from '../core/catalogue/schema.ts';
import type { SearchKind } from '../core/search/search.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { blocksOf, pageFrom } from './blocks.ts';
import type { Block } from './blocks.ts';
import { actionButton, buttonRow, selectRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { reportButton } from './report.ts';
import { routes } from './routes.ts';
import { songSelect } from './song-card.ts';
import { maxListLength, songLine } from './song-line.ts';

const maxSelectOptions = 25;
const maxButtons = 5;
const maxFieldLength = 1_000;
const maxFactLength = 200;

const inlineField = (
  name: string,
  value: string | number | undefined,
  length = maxFactLength,
): APIEmbedField[] =>
  value === undefined || value === ''
    ? []
    : [{ name, value: escapeText(String(value), length), inline: true }];

interface Listing {
  readonly kind: SearchKind;
  readonly id: string;
  readonly blocks: readonly Block[];
  /** The block the page begins with. */
  readonly from: number;
  readonly extra: (song: Song) => string | undefined;
  readonly pageId: (from: number) => string;
  readonly sources: number;
}

const listing = (catalogue: Catalogue, text: Catalog, list: Listing) => {
  const page = pageFrom(list.blocks, list.from);
  const shown = page.blocks.flatMap(({ songs }) => songs);
  const of = list.blocks.reduce((sum, { songs }) => sum + songs.length, 0);
  const isWhole = page.previous === undefined && page.next === undefined;
  const range = isWhole ? text.ost.songCount({ songs: of }) : text.ost.range({ ...page, of });
  return {
    description: fitLines(
      page.blocks.flatMap(({ heading, songs }) => [
        `### ${escapeText(heading)}`,
        ...songs.map((song) => songLine(catalogue, song, list.extra(song))),
      ]),
      maxListLength,
    ),
    footer: {
      text: [of === 0 ? '' : range, text.ost.sources({ sources: list.sources })]
        .filter((part) => part !== '')
        .join(' · '),
    },
    songs: songSelect(catalogue, shown, text.ost.pickSong),
    buttons: buttonRow([
      ...(isWhole
        ? []
        : [
            actionButton(list.pageId(page.previous ?? 0), text.ost.previous, {
              disabled: page.previous === undefined,
            }),
            actionButton(list.pageId(page.next ?? list.blocks.length), text.ost.next, {
              disabled: page.next === undefined,
            }),
          ]),
      reportButton(list, text),
    ]),
  };
};

/** A select of the parts of an OST; with more than fit, those around the part that is on top. */
const partSelect = (drama: Drama, blocks: readonly Block[], from: number, text: Catalog) => {
  const parts = blocks.map((block, at) => ({ block, at })).filter(({ block }) => !block.isContinued);
  if (parts.length < 2) return [];
  const top = parts.findLastIndex(({ at }) => at <= from);
  const start = Math.max(
    0,
    Math.min(top - Math.floor(maxSelectOptions / 2), parts.length - maxSelectOptions),
  );
  return selectRow(
    routes.dramaPart.encode({ drama: drama.id }),
    text.ost.jump,
    parts.slice(start, start + maxSelectOptions).map(({ block, at }) => ({
      label: block.heading,
      value: String(at),
      description: block.songs.map((song) => mainTitle(song.titles)).join(' · '),
    })),
  );
};

/** A drama with its songs part by part, from a block on; `others` offers what a query may have meant instead. */
export const dramaCard = (
  catalogue: Catalogue,
  drama: Drama,
  from: number,
  text: Catalog,
  others: readonly APIMessageTopLevelComponent[] = [],
): View => {
  const blocks = blocksOf(catalogue.songsOfDrama(drama.id), ({ part }) =>
    part === undefined ? text.ost.noPart : text.ost.part({ part }),
  );
  const list = listing(catalogue, text, {
    kind: 'drama',
    id: drama.id,
    blocks,
    from,
    extra: ({ releaseDate }) => releaseDate,
    pageId: (target) => routes.dramaPage.encode({ drama: drama.id, from: target }),
    sources: drama.sources.length,
  });
  const isTitleOnly = blocks.length === 0;
  return {
    embeds: [
      {
        color: accentColour,
        title: escapeText(bothTitles(drama.titles), 250),
        description: isTitleOnly ? text.ost.titleOnly : list.description,
        fields: [
          ...inlineField(text.ost.year, drama.year),
          ...inlineField(text.ost.network, drama.network),
          ...inlineField(text.ost.episodes, drama.episodes),
          ...inlineField(text.ost.genres, drama.genres?.join(', ')),
          ...inlineField(
            text.ost.alsoKnownAs,
            [...(drama.titles.short ?? []), ...(drama.titles.other ?? [])].slice(0, 6).join(' · '),
            maxFieldLength,
          ),
        ],
        footer: list.footer,
      },
    ],
    components: [...list.songs, ...partSelect(drama, blocks, from, text), ...list.buttons, ...others],
  };
};

/** Buttons as far as they fit one row, else a select. */
const artistRow = (artists: readonly Artist[], placeholder: string): APIMessageTopLevelComponent[] =>
  artists.length <= maxButtons
    ? buttonRow(
        artists.map(({ id, names }) =>
          actionButton(routes.artistOpen.encode({ artist: id }), mainTitle(names)),
        ),
      )
    : selectRow(
        routes.artistPick.encode({ list: 'band' }),
        placeholder,
        artists.map(({ id, names }) => ({ label: bothTitles(names), value: id })),
      );

/** An artist with their songs year by year, from a block on: their group or members, and whom they sang with. */
export const artistCard = (
  catalogue: Catalogue,
  artist: Artist,
  from: number,
  text: Catalog,
  others: readonly APIMessageTopLevelComponent[] = [],
): View => {
  const songs = newestFirst(catalogue, catalogue.songsOfArtist(artist.id));
  const list = listing(catalogue, text, {
    kind: 'artist',
    id: artist.id,
    blocks: blocksOf(songs, (song) => String(songYear(catalogue, song) ?? text.ost.noYear)),
    from,
    extra: (song) => {
      const drama = catalogue.drama(song.dramaIds[0]);
      return drama === undefined ? undefined : mainTitle(drama.titles);
    },
    pageId: (target) => routes.artistPage.encode({ artist: artist.id, from: target }),
    sources: artist.sources.length,
  });
  const band = bandOf(catalogue, artist);
  const names = (artists: readonly Artist[]) => artists.map((one) => mainTitle(one.names)).join(', ');
  const groups = band.filter(({ id }) => artist.memberOf?.includes(id) === true);
  const members = band.filter((one) => !groups.includes(one));
  const partners = sangWith(catalogue, artist);
  return {
    embeds: [
      {
        color: accentColour,
        title: escapeText(bothTitles(artist.names), 250),
        description: songs.length === 0 ? text.ost.noSongs : list.description,
        fields: [
          ...inlineField(text.ost.memberOf, names(groups)),
          ...inlineField(text.ost.members, names(members), maxFieldLength),
          ...inlineField(
            text.ost.alsoSangWith,
            partners.map(({ artist: one }) => mainTitle(one.names)).join(', '),
            maxFieldLength,
          ),
        ],
        footer: list.footer,
      },
    ],
    components: [
      ...list.songs,
      ...list.buttons,
      ...artistRow(band, text.ost.openBand),
      ...selectRow(
        routes.artistPick.encode({ list: 'with' }),
        text.ost.openPartner,
        partners.map(({ artist: one, songs: together }) => ({
          label: bothTitles(one.names),
          value: one.id,
          description: text.ost.together({ songs: together }),
        })),
      ),
      ...others,
    ],
  };
};
