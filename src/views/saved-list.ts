import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { listenLinks } from '../core/catalogue/links.ts';
import { bothTitles, hangulTitle, mainTitle, performerNames } from '../core/catalogue/names.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { csvOf } from '../core/csv.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { routes } from './routes.ts';
import { songSelect } from './song-card.ts';

const perPage = 10;
const maxDescriptionLength = 4096;

/** `id` and when it was saved, in milliseconds. */
interface Entry {
  readonly id: string;
  readonly savedAt: number;
}

const savedOn = ({ savedAt }: Entry): string => `<t:${Math.floor(savedAt / 1000)}:d>`;

/** The page asked for, or the last there is: a list may have become shorter since the button was drawn. */
const pageOf = (entries: readonly Entry[], wanted: number) => {
  const pages = Math.max(1, Math.ceil(entries.length / perPage));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, shown: entries.slice(page * perPage, (page + 1) * perPage) };
};

const pager = (page: number, pages: number, idOf: (page: number) => string, text: Catalog) =>
  pages === 1
    ? []
    : buttonRow([
        actionButton(idOf(Math.max(0, page - 1)), text.ost.previous, { disabled: page === 0 }),
        actionButton(idOf(Math.min(pages - 1, page + 1)), text.ost.next, { disabled: page === pages - 1 }),
      ]);

const songLine = (catalogue: Catalogue, entry: Entry): string => {
  const song = catalogue.song(entry.id);
  if (song === undefined) return `${escapeText(entry.id)} · ${savedOn(entry)}`;
  const hangul = hangulTitle(song.titles);
  const drama = catalogue.drama(song.dramaIds[0]);
  const facts = [performerNames(catalogue, song), drama && mainTitle(drama.titles)].filter(
    (fact) => fact !== undefined,
  );
  return (
    `**${escapeText(mainTitle(song.titles))}**${hangul === undefined ? '' : ` ${escapeText(hangul)}`}` +
    `\n${[escapeText(facts.join(' · '), 150), savedOn(entry)].filter((part) => part !== '').join(' · ')}`
  );
};

/** A page of a member's favourites, latest first. */
export const favouritesView = (
  catalogue: Catalogue,
  entries: readonly Entry[],
  wanted: number,
  text: Catalog,
): View => {
  if (entries.length === 0) return { content: text.favourites.empty };
  const { page, pages, shown } = pageOf(entries, wanted);
  return {
    embeds: [
      {
        color: accentColour,
        title: text.favourites.title,
        description: fitLines(
          shown.map((entry) => songLine(catalogue, entry)),
          maxDescriptionLength,
        ),
        footer: { text: text.ost.page({ page: page + 1, pages, songs: entries.length }) },
      },
    ],
    components: [
      ...songSelect(
        catalogue,
        shown.flatMap(({ id }) => catalogue.song(id) ?? []),
        text.ost.pickSong,
      ),
      ...pager(page, pages, (target) => routes.favouritesPage.encode({ page: target }), text),
    ],
  };
};

const dramaLine = (catalogue: Catalogue, entry: Entry): string => {
  const drama = catalogue.drama(entry.id);
  if (drama === undefined) return `${escapeText(entry.id)} · ${savedOn(entry)}`;
  const hangul = hangulTitle(drama.titles);
  return [
    `**${escapeText(mainTitle(drama.titles))}**${hangul === undefined ? '' : ` ${escapeText(hangul)}`}`,
    drama.year,
    savedOn(entry),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
};

interface Watching {
  readonly dramaId: string;
  readonly episode: number;
}

/** A page of the dramas a member has watched, latest first; on the first one also what they are in the middle of. */
export const watchedView = (
  catalogue: Catalogue,
  own: { readonly watching: readonly Watching[]; readonly watched: readonly Entry[] },
  wanted: number,
  text: Catalog,
): View => {
  const { watching, watched: entries } = own;
  if (entries.length + watching.length === 0) return { content: text.watched.empty };
  const { page, pages, shown } = pageOf(entries, wanted);
  return {
    embeds: [
      {
        color: accentColour,
        title: text.watched.title,
        ...(shown.length > 0 && {
          description: fitLines(
            shown.map((entry) => dramaLine(catalogue, entry)),
            maxDescriptionLength,
          ),
        }),
        fields:
          page > 0 || watching.length === 0
            ? []
            : [
                {
                  name: text.watched.watching,
                  value: fitLines(
                    watching.map(({ dramaId, episode }) => {
                      const titles = catalogue.drama(dramaId)?.titles;
                      const title = escapeText(titles === undefined ? dramaId : bothTitles(titles), 200);
                      return text.watched.watchingLine({ title, episode });
                    }),
                    1_024,
                  ),
                },
              ],
        footer: { text: text.watched.page({ page: page + 1, pages, dramas: entries.length }) },
      },
    ],
    components: pager(page, pages, (target) => routes.watchedPage.encode({ page: target }), text),
  };
};

/** Milliseconds in the shortest form a component id can hold next to the longest id of the catalogue. */
export const shortTime = {
  encode: (ms: number): string => Math.round(ms).toString(36),
  decode: (written: string): number => Number.parseInt(written, 36),
};

export const removedSongView = (title: string, { id, savedAt }: Entry, text: Catalog): View => ({
  content: text.favourites.removed({ title: escapeText(title, 200) }),
  components: buttonRow([
    actionButton(
      routes.favouriteUndo.encode({ song: id, at: shortTime.encode(savedAt) }),
      text.favourites.undo,
    ),
  ]),
});

export const removedDramaView = (title: string, { id, savedAt }: Entry, text: Catalog): View => ({
  content: text.watched.removed({ title: escapeText(title, 200) }),
  components: buttonRow([
    actionButton(
      routes.watchedUndo.encode({ drama: id, at: shortTime.encode(savedAt) }),
      text.favourites.undo,
    ),
  ]),
});

const columns = ['title', 'artists', 'drama', 'part', 'released', 'saved'] as const;

/** A member's favourites as a spreadsheet, with where to listen to each. */
export const favouritesExport = (catalogue: Catalogue, entries: readonly Entry[], text: Catalog): View => {
  const rows = entries.flatMap(({ id, savedAt }) => {
    const song = catalogue.song(id);
    if (song === undefined) return [];
    const drama = catalogue.drama(song.dramaIds[0]);
    const artists = performerNames(catalogue, song) ?? '';
    const links = listenLinks(song.ids, [mainTitle(song.titles), artists].join(' ').trim());
    return [
      {
        cells: [
          bothTitles(song.titles),
          artists,
          drama === undefined ? '' : bothTitles(drama.titles),
          song.part ?? '',
          song.releaseDate ?? '',
          new Date(savedAt).toISOString().slice(0, 10),
          ...links.map(({ url }) => url),
        ],
        services: links.map(({ service }) => service),
      },
    ];
  });
  const head = [...columns, ...(rows[0]?.services ?? [])];
  return {
    content: text.favourites.exported({ songs: rows.length }),
    files: [
      {
        attachment: Buffer.from(csvOf([head, ...rows.map(({ cells }) => cells)])),
        name: 'favourites.csv',
        description: text.favourites.exported({ songs: rows.length }),
      },
    ],
  };
};
