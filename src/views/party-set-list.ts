import { ComponentType, TextInputStyle } from 'discord.js';
import type { APIModalInteractionResponseCallbackData } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { durationOf, upcoming, waitingOf } from '../core/party/set-list.ts';
import { orderSchema } from '../core/party/plan-schema.ts';
import { hasBegun } from '../core/party/state.ts';
import type { PartyState, Row } from '../core/party/types.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { actionButton, buttonRow, selectRow } from './components.ts';
import { accentColour, cut, escapeText, fitLines, minutesAndSeconds } from './format.ts';
import { rowTitle, whyText } from './party-parts.ts';
import { routes } from './routes.ts';
import { songLabel } from './song-card.ts';

const perPage = 10;

const lineOf = (catalogue: Catalogue, row: Row, number: number, text: Catalog): string => {
  const facts = [
    whyText(catalogue, row, text),
    row.role === null ? undefined : text.party.roles[row.role],
    row.lengthMs === null ? undefined : minutesAndSeconds(row.lengthMs),
    row.votes.length === 0 ? undefined : `▲ ${row.votes.length}`,
  ].filter((fact) => fact !== undefined);
  return `${number}. **${rowTitle(catalogue, row.songId)}**\n${facts.join(' · ')}`;
};

const option = (catalogue: Catalogue, row: Row) => {
  const song = catalogue.song(row.songId);
  return {
    label: cut(song === undefined ? row.songId : songLabel(catalogue, song), 100),
    value: String(row.trackId),
  };
};

/** The page asked for, or the last there is: the list may have become shorter since the button was drawn. */
const pageOf = (rows: readonly Row[], wanted: number) => {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(wanted, pages - 1);
  return { page, pages, shown: rows.slice(page * perPage, (page + 1) * perPage) };
};

/**
 * What will be played, in the order in which it would be now. Who steers also gets the means to change it; `picked` is the
 * row they have chosen for that.
 */
export const setListView = (
  catalogue: Catalogue,
  state: PartyState,
  options: { page: number; now: number; maySteer: boolean; picked?: number },
  text: Catalog,
): View => {
  const { party } = text;
  const { partyId, plan } = state.party;
  const rows = upcoming(waitingOf(state.party, hasBegun(state) ? state.run : undefined, options.now));
  const { page, pages, shown } = pageOf(rows, options.page);
  const words = party.setlistButtons;
  const mayPick = options.maySteer || plan.order === 'votes';
  const picked = state.party.rows.find(({ trackId }) => trackId === options.picked);
  const act = (what: 'up' | 'down' | 'remove', label: string) =>
    actionButton(
      routes.partyRow.encode({ party: partyId, track: picked?.trackId ?? 1, act: what, page }),
      label,
      what === 'remove' ? { style: 'danger' } : {},
    );
  return {
    embeds: [
      {
        color: accentColour,
        title: party.setListTitle({ title: escapeText(plan.title) }),
        description:
          rows.length === 0
            ? party.emptyList
            : fitLines(
                shown.map((row, index) => lineOf(catalogue, row, page * perPage + index + 1, text)),
                4_000,
              ),
        footer: {
          text: [
            party.orders[plan.order],
            party.songsOf({ songs: rows.length, minutes: Math.round(durationOf(rows) / 60_000) }),
            party.pageOf({ page: page + 1, pages }),
          ].join(' · '),
        },
      },
    ],
    components: [
      ...(options.maySteer
        ? selectRow(
            routes.partyOrder.encode({ party: partyId, page }),
            party.orderPick,
            orderSchema.options.map((order) => ({
              label: party.orders[order],
              value: order,
              default: order === plan.order,
            })),
          )
        : []),
      ...(mayPick
        ? selectRow(
            routes.partyPick.encode({ party: partyId, page }),
            picked === undefined
              ? party[options.maySteer ? 'setlistPick' : 'votePick']
              : option(catalogue, picked).label,
            shown.map((row) => option(catalogue, row)),
          )
        : []),
      ...(picked === undefined
        ? []
        : buttonRow([
            ...(plan.order === 'votes'
              ? [
                  actionButton(
                    routes.partyUpvote.encode({ party: partyId, track: picked.trackId, page }),
                    words.vote({ votes: picked.votes.length }),
                    { style: 'primary' },
                  ),
                ]
              : []),
            ...(options.maySteer
              ? [act('up', words.up), act('down', words.down), act('remove', words.remove)]
              : []),
          ])),
      ...buttonRow([
        ...(pages === 1
          ? []
          : [
              actionButton(
                routes.partyPage.encode({ party: partyId, page: Math.max(0, page - 1) }),
                words.previous,
                {
                  disabled: page === 0,
                },
              ),
              actionButton(
                routes.partyPage.encode({ party: partyId, page: Math.min(pages - 1, page + 1) }),
                words.next,
                { disabled: page === pages - 1 },
              ),
            ]),
        actionButton(routes.partyAddOpen.encode({ party: partyId, page }), words.add, { style: 'primary' }),
        ...(options.maySteer && plan.theme !== null
          ? [actionButton(routes.partyRedraft.encode({ party: partyId }), words.redraft)]
          : []),
      ]),
    ],
  };
};

export const addSongModal = (
  partyId: string,
  page: number,
  text: Catalog,
): APIModalInteractionResponseCallbackData => ({
  custom_id: routes.partyAddSend.encode({ party: partyId, page }),
  title: text.party.setlistButtons.add,
  components: [
    {
      type: ComponentType.Label,
      label: text.party.addLabel,
      description: text.party.addHint,
      component: {
        type: ComponentType.TextInput,
        custom_id: 'song',
        style: TextInputStyle.Short,
        min_length: 1,
        max_length: 200,
        required: true,
      },
    },
  ],
});

/** The member's own songs that wait, to take one back. */
export const takeBackView = (
  catalogue: Catalogue,
  { party }: PartyState,
  rows: readonly Row[],
  text: Catalog,
): View =>
  rows.length === 0
    ? { content: text.party.noRequests }
    : {
        content: text.party.chooseRequest,
        components: selectRow(
          routes.partyTakeBack.encode({ party: party.partyId }),
          text.party.chooseRequest,
          rows.map((row) => option(catalogue, row)),
        ),
      };
