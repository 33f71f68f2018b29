import { bothTitles } from '../../core/catalogue/names.ts';
import { button, select } from '../../discord/command.ts';
import type { Component } from '../../discord/command.ts';
import { update, whisper } from '../../discord/replies.ts';
import type { Favourites } from '../../services/favourites.ts';
import { routes } from '../../views/routes.ts';
import type { Cards } from './cards.ts';

interface BrowsingDeps {
  readonly favourites: Favourites;
  readonly cards: Cards;
}

/** From card to card. What a member opens is theirs alone; paging changes the list it is on. */
export const browsing = ({ favourites, cards }: BrowsingDeps): readonly Component[] => [
  button(routes.songSave, {
    run: async ({ userId, text }, { params }) => {
      const song = cards.songOf(params.song);
      const title = bothTitles(song.titles);
      const isNew = await favourites.add(userId, song.id);
      return whisper({ content: isNew ? text.ost.saved({ title }) : text.ost.alreadySaved({ title }) });
    },
  }),
  select(routes.songOpen, {
    run: async ({ guildId, text }, { values }) =>
      whisper(await cards.song(guildId, cards.songOf(values[0] ?? ''), text)),
  }),
  button(routes.dramaOpen, {
    run: ({ text }, { params }) => whisper(cards.drama(params.drama, text)),
  }),
  select(routes.dramaPick, {
    run: ({ text }, { values }) => whisper(cards.drama(values[0] ?? '', text)),
  }),
  button(routes.dramaPage, {
    run: ({ text }, { params }) => update(cards.drama(params.drama, text, params.from)),
  }),
  select(routes.dramaPart, {
    run: ({ text }, { params, values }) => update(cards.drama(params.drama, text, Number(values[0] ?? 0))),
  }),
  button(routes.artistOpen, {
    run: ({ text }, { params }) => whisper(cards.artist(params.artist, text)),
  }),
  select(routes.artistPick, {
    run: ({ text }, { values }) => whisper(cards.artist(values[0] ?? '', text)),
  }),
  button(routes.artistPage, {
    run: ({ text }, { params }) => update(cards.artist(params.artist, text, params.from)),
  }),
];
