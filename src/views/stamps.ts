import type { Catalogue, Song } from '../core/catalogue/catalogue.ts';
import { bothTitles, mainTitle } from '../core/catalogue/names.ts';
import { bookKinds, bookOf, bookPage, partsOf } from '../core/stamps.ts';
import type { BookKind, BookPage } from '../core/stamps.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow, selectRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { mention } from './mention.ts';
import { routes } from './routes.ts';

const perPage = 10;
const maxListLength = 3_500;
const barLength = 10;
const wholeColour = 0xffd479;

export interface StampBook {
  readonly memberId: string;
  readonly stamped: ReadonlySet<string>;
}

const nameOf = (catalogue: Catalogue, kind: BookKind, id: string): string => {
  if (kind === 'drama') return bothTitles(catalogue.drama(id)?.titles ?? {}) || id;
  return kind === 'artist' ? bothTitles(catalogue.artist(id)?.names ?? {}) || id : id;
};

const bar = (stamped: number, of: number): string => {
  const full = stamped === of ? barLength : Math.min(barLength - 1, Math.ceil((stamped / of) * barLength));
  return '▰'.repeat(full) + '▱'.repeat(barLength - full);
};

const isWhole = ({ stamped, songs }: { stamped: number; songs: readonly Song[] }): boolean =>
  stamped === songs.length;

const pager = (index: number, pages: number, idOf: (page: number) => string, text: Catalog) =>
  pages === 1
    ? []
    : buttonRow([
        actionButton(idOf(Math.max(0, index - 1)), text.ost.previous, { disabled: index === 0 }),
        actionButton(idOf(Math.min(pages - 1, index + 1)), text.ost.next, { disabled: index === pages - 1 }),
      ]);

/** The pages a member has stamps on, by drama, artist or year. */
export const stampBookView = (
  catalogue: Catalogue,
  { memberId, stamped }: StampBook,
  kind: BookKind,
  page: number,
  text: Catalog,
): View => {
  const words = text.stamps;
  const book = bookOf(catalogue, stamped, kind);
  const pages = Math.max(1, Math.ceil(book.length / perPage));
  const index = Math.min(page, pages - 1);
  const shown = book.slice(index * perPage, (index + 1) * perPage);
  const line = (one: BookPage): string =>
    `${isWhole(one) ? '🌟' : '▫️'} **${escapeText(nameOf(catalogue, kind, one.id))}**\n` +
    `${bar(one.stamped, one.songs.length)} ${words.progress({ stamped: one.stamped, of: one.songs.length })}`;
  const kinds = bookKinds.map((other) =>
    actionButton(routes.stampKind.encode({ member: memberId, kind: other }), words.kind[other], {
      ...(other === kind && { style: 'primary' }),
    }),
  );
  return {
    content: words.title({ member: mention(memberId) }),
    embeds: [
      {
        color: accentColour,
        title: words.kind[kind],
        description: shown.length === 0 ? words.empty : fitLines(shown.map(line), maxListLength),
        footer: {
          text: [
            words.summary({
              stamps: stamped.size,
              pages: book.length,
              whole: book.filter(isWhole).length,
            }),
            words.page({ page: index + 1, pages }),
          ].join(' · '),
        },
      },
    ],
    components: [
      ...buttonRow(kinds),
      ...selectRow(
        routes.stampPick.encode({ member: memberId, kind }),
        words.pick,
        shown.map((one) => ({
          label: nameOf(catalogue, kind, one.id),
          value: one.id,
          description: words.progress({ stamped: one.stamped, of: one.songs.length }),
        })),
      ),
      ...pager(
        index,
        pages,
        (target) => routes.stampBook.encode({ member: memberId, kind, page: target }),
        text,
      ),
    ],
  };
};

/** Songs of one page: by part for a drama, else the stamped ones first, because a year may have more songs than fit. */
const songLines = (
  kind: BookKind,
  page: BookPage,
  stamped: ReadonlySet<string>,
  text: Catalog,
): readonly string[] => {
  const words = text.stamps;
  const line = (song: Song): string =>
    `${stamped.has(song.id) ? '🔵' : '⚪'} ${escapeText(mainTitle(song.titles))}`;
  if (kind !== 'drama') {
    const isStamped = ({ id }: Song) => stamped.has(id);
    const songs = [...page.songs.filter(isStamped), ...page.songs.filter((song) => !isStamped(song))];
    return songs.map(line);
  }
  return partsOf(page, stamped).flatMap(({ part, songs, stamped: done }) => {
    const name = part === undefined ? text.ost.noPart : text.ost.part({ part });
    const state =
      done === songs.length ? `🌟 ${words.complete}` : words.progress({ stamped: done, of: songs.length });
    return [`**${escapeText(name)}** · ${state}`, ...songs.map(line)];
  });
};

/** One page: its songs with a stamp or a gap each. `undefined` when the catalogue no longer has it. */
export const stampPageView = (
  catalogue: Catalogue,
  { memberId, stamped }: StampBook,
  kind: BookKind,
  id: string,
  text: Catalog,
): View | undefined => {
  const found = bookPage(catalogue, stamped, kind, id);
  if (found === undefined) return undefined;
  const words = text.stamps;
  const name = nameOf(catalogue, kind, id);
  const more = {
    drama: () => [actionButton(routes.dramaOpen.encode({ drama: id }), text.ost.wholeOst)],
    artist: () => [actionButton(routes.artistOpen.encode({ artist: id }), text.ost.moreBy({ name }))],
    year: () => [],
  };
  return {
    content: words.title({ member: mention(memberId) }),
    embeds: [
      {
        color: isWhole(found) ? wholeColour : accentColour,
        title: `${isWhole(found) ? '🌟 ' : ''}${escapeText(name, 240)}`,
        description: fitLines(songLines(kind, found, stamped, text), maxListLength),
        footer: { text: words.progress({ stamped: found.stamped, of: found.songs.length }) },
      },
    ],
    components: buttonRow([
      actionButton(routes.stampKind.encode({ member: memberId, kind }), words.back),
      ...more[kind](),
    ]),
  };
};
