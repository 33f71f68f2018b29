import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Follow, FollowKind } from '../core/follow.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';

import { actionButton, buttonRow, selectRow } from './components.ts';
import { accentColour, cut, escapeText, fitLines } from './format.ts';
import type { Label } from './labels.ts';
import { dramaTitle, rowTitle } from './party-parts.ts';
import { routes } from './routes.ts';
import { shortTime } from './saved-list.ts';
import { songSelect } from './song-card.ts';

interface AnniversaryFacts {
  readonly dramaId: string;
  readonly years: number;
  readonly day: string;
  readonly startsAt: number;
}

export const followedView = (
  {
    kind,
    id,
    name,
    channelId,
  }: { kind: FollowKind; id: string; name: string; channelId: string | undefined },
  isNew: boolean,
  text: Catalog,
): View => {
  const words = text.follow;
  const shown = escapeText(name, 150);
  return {
    content: [
      isNew ? words.followed({ name: shown }) : words.known({ name: shown }),
      channelId === undefined ? words.toldByMessage : words.toldIn({ channelId }),
    ].join(' '),
    components: buttonRow([actionButton(routes.followUndo.encode({ kind, id }), words.unfollow)]),
  };
};

/** What a select says of a follow, and what it means. */
export const followValue = {
  encode: ({ kind, id, guildId }: Pick<Follow, 'kind' | 'id' | 'guildId'>): string =>
    [kind, id, guildId ?? ''].join('|'),
  decode: (written: string): Pick<Follow, 'kind' | 'id' | 'guildId'> | undefined => {
    const [kind, id, guildId] = written.split('|');
    if ((kind !== 'drama' && kind !== 'artist') || id === undefined) return undefined;
    return { kind, id, guildId: guildId === undefined || guildId === '' ? null : guildId };
  },
};

/** A select holds as many; the list names as many. */
const mostShown = 25;

export const followListView = (
  label: Label,
  follows: readonly Follow[],
  guildId: string | null,
  text: Catalog,
): View => {
  const words = text.follow;
  if (follows.length === 0) return { content: words.none };
  const placeOf = (one: Follow) =>
    one.guildId === null ? words.byMessage : one.guildId === guildId ? words.here : words.elsewhere;
  const nameOf = ({ kind, id }: Follow) => label(kind, id) ?? id;
  return {
    embeds: [
      {
        color: accentColour,
        title: words.listTitle,
        description: fitLines(
          follows.map(
            (one) => `**${escapeText(nameOf(one), 150)}** · ${words.kind[one.kind]} · ${placeOf(one)}`,
          ),
          4_000,
        ),
      },
    ],
    components: selectRow(
      routes.followPick.encode({}),
      words.pick,
      follows.slice(0, mostShown).map((one) => ({
        label: cut(nameOf(one), 100),
        value: followValue.encode(one),
        description: `${words.kind[one.kind]} · ${placeOf(one)}`,
      })),
    ),
  };
};

/** Songs the catalogue has gained. */
export const newSongsView = (
  catalogue: Catalogue,
  songIds: readonly string[],
  more: number,
  text: Catalog,
): View => {
  const songs = songIds.flatMap((id) => catalogue.song(id) ?? []);
  return {
    embeds: [
      {
        color: accentColour,
        title: text.follow.newSongs({ songs: songIds.length + more }),
        description: fitLines(
          [
            ...songs.map(
              (song) => `${rowTitle(catalogue, song.id)} · ${dramaTitle(catalogue, song.dramaIds[0])}`,
            ),
            ...(more === 0 ? [] : [text.follow.more({ songs: more })]),
          ],
          4_000,
        ),
      },
    ],
    components: songSelect(catalogue, songs, text.ost.pickSong),
  };
};

/** An anniversary, in a server with a party drafted for it that one press accepts. */
export const anniversaryView = (
  catalogue: Catalogue,
  { dramaId, years, day, startsAt }: AnniversaryFacts,
  party: 'none' | 'open' | { readonly acceptedBy: string },
  text: Catalog,
): View => {
  const words = text.follow;
  const songs = catalogue.songsOfDrama(dramaId).length;
  const isOpen = party === 'open' && songs > 0;
  return {
    embeds: [
      {
        color: accentColour,
        title: words.anniversary({ drama: dramaTitle(catalogue, dramaId), years }),
        description: words.anniversaryText({
          day: catalogue.drama(dramaId)?.aired?.from ?? day,
          songs,
        }),
        fields: [
          { name: words.day, value: day, inline: true },
          ...(isOpen ? [{ name: words.draft, value: words.draftText({ at: startsAt }) }] : []),
          ...(typeof party === 'object'
            ? [{ name: words.draft, value: words.accepted({ member: party.acceptedBy }) }]
            : []),
        ],
      },
    ],
    components: buttonRow(
      isOpen
        ? [
            actionButton(
              routes.anniversaryAccept.encode({ drama: dramaId, years, at: shortTime.encode(startsAt) }),
              words.accept,
              { style: 'primary' },
            ),
          ]
        : [],
    ),
  };
};
