import type { Period, Ranked } from '../core/quiz/tally.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow } from './components.ts';
import { accentColour, escapeText, fitLines } from './format.ts';
import { routes } from './routes.ts';

const perPage = 10;
const maxDescriptionLength = 4096;
const medals = ['🥇', '🥈', '🥉'];

export type BoardScope = 'server' | 'global';

export interface Board {
  readonly ranks: readonly Ranked[];
  readonly period: Period;
  readonly scope: BoardScope;
  /** The page asked for, from 0. */
  readonly page: number;
  /** Whose own place is shown whatever the page. */
  readonly readerId: string;
}

/** The page asked for, or the last there is, and who is on it. */
export const boardPage = ({ ranks, page }: Pick<Board, 'ranks' | 'page'>) => {
  const pages = Math.max(1, Math.ceil(ranks.length / perPage));
  const index = Math.min(page, pages - 1);
  return { index, pages, shown: ranks.slice(index * perPage, (index + 1) * perPage) };
};

/**
 * A page of a leaderboard. Mentions show the present name of members of the server; elsewhere they may be strangers, so
 * their names are given.
 */
export const leaderboardView = (board: Board, names: ReadonlyMap<string, string>, text: Catalog): View => {
  const { ranks, period, scope, readerId } = board;
  const words = text.leaderboard;
  const { index, pages, shown } = boardPage(board);
  const nameOf = (memberId: string): string => {
    if (scope === 'server' || memberId === readerId) return `<@${memberId}>`;
    const name = names.get(memberId);
    return name === undefined ? words.someone : escapeText(name, 40);
  };
  const line = ({ memberId, rank, totals }: Ranked): string =>
    `${medals[rank - 1] ?? `${text.number(rank)}.`} ${words.line({ name: nameOf(memberId), ...totals })}`;
  const own = ranks.find(({ memberId }) => memberId === readerId);
  const isOwnShown = own !== undefined && shown.includes(own);
  const idOf = (page: number) => routes.leaderboardPage.encode({ period, scope, page });
  return {
    embeds: [
      {
        color: accentColour,
        title: words.title({ scope: words.scope[scope], period: words.period[period] }),
        description: fitLines(
          [
            ...(shown.length === 0 ? [words.empty] : shown.map(line)),
            ...(own === undefined || isOwnShown ? [] : ['', line(own)]),
          ],
          maxDescriptionLength,
        ),
        footer: { text: words.page({ page: index + 1, pages, members: ranks.length }) },
      },
    ],
    components:
      pages === 1
        ? []
        : buttonRow([
            actionButton(idOf(Math.max(0, index - 1)), text.ost.previous, { disabled: index === 0 }),
            actionButton(idOf(Math.min(pages - 1, index + 1)), text.ost.next, {
              disabled: index === pages - 1,
            }),
          ]),
  };
};
