import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { moods } from '../core/catalogue/moods.ts';
import type { Mood } from '../core/catalogue/moods.ts';
import { fromReference, toReference } from '../core/catalogue/reference.ts';
import type { Rng } from '../core/ports.ts';
import { resolveQuery } from '../core/search/resolve.ts';
import type { Resolved } from '../core/search/resolve.ts';
import type { Search, SearchKind } from '../core/search/search.ts';
import { catalogueOptionData } from '../discord/catalogue-option.ts';
import { defineCommand } from '../discord/command.ts';
import type { Complete } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import type { CommandData } from '../discord/options.ts';
import { say, whisper } from '../discord/replies.ts';
import type { Reply, View } from '../discord/replies.ts';
import { en } from '../i18n/en.ts';
import type { Favourites } from '../services/favourites.ts';
import type { Reports } from '../services/reports.ts';
import { nothingFound } from '../views/choose.ts';
import { browsing } from './ost/browsing.ts';
import { createCards } from './ost/cards.ts';
import type { CardDeps } from './ost/cards.ts';
import { createDiscovering, discoveringComponents, readYears } from './ost/discovering.ts';
import { reporting } from './ost/reporting.ts';

const query = catalogueOptionData('query');

const years = {
  type: OptionType.String,
  name: 'years',
  description: 'A year, a range or a decade: 2016, 2010-2019, 2010s',
  max_length: 20,
} as const;

const moodChoices: readonly { readonly name: string; readonly value: Mood }[] = moods.map((mood) => ({
  name: en.moods.names[mood],
  value: mood,
}));

export const data = {
  name: 'ost',
  description: 'Find the songs of K-dramas',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'song',
      description: 'A song: who sings it, which drama it is from, where to listen',
      options: [
        { ...query, description: 'Title, in Hangul or Latin letters; add the singer or drama if you like' },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'drama',
      description: 'A drama and the songs of its OST',
      options: [{ ...query, description: 'Title in English or Korean, or a short name such as CLOY' }],
    },
    {
      type: OptionType.Subcommand,
      name: 'artist',
      description: 'An artist and the OSTs they sang',
      options: [{ ...query, description: 'Name in Hangul or Latin letters' }],
    },
    {
      type: OptionType.Subcommand,
      name: 'mood',
      description: 'Songs of a mood: by sources, by genre and by the members here',
      options: [
        {
          type: OptionType.String,
          name: 'mood',
          description: 'How the songs should feel',
          required: true,
          choices: moodChoices,
        },
        years,
        { type: OptionType.Boolean, name: 'gems', description: 'Little-known songs only' },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'similar',
      description: 'Songs like one song, and why',
      options: [{ ...query, description: 'The song: title, in Hangul or Latin letters' }],
    },
    {
      type: OptionType.Subcommand,
      name: 'random',
      description: 'Any song, for a surprise',
      options: [
        years,
        {
          ...query,
          name: 'drama',
          required: false,
          description: 'From this drama only',
        },
      ],
    },
  ],
} as const satisfies CommandData;

export interface OstDeps extends CardDeps {
  readonly search: Search;
  readonly favourites: Favourites;
  readonly reports: Reports;
  readonly rng: Rng;
}

export const createOst = (deps: OstDeps) => {
  const { catalogue, search, label } = deps;
  const cards = createCards(deps);
  const discovering = createDiscovering({ ...deps, cards });

  const complete =
    (kind: SearchKind): Complete =>
    (_context, typed) =>
      search
        .find(typed, { kind, limit: 25 })
        .map(({ id }) => ({ name: label(kind, id) ?? '', value: toReference(id) }));

  /** A suggestion that was picked stands for itself; what was typed by hand is searched for. */
  const resolve = (kind: SearchKind, typed: string): Resolved => {
    const picked = fromReference(typed);
    return picked !== undefined && label(kind, picked) !== undefined
      ? { found: true, id: picked, others: [] }
      : resolveQuery(search, kind, typed);
  };

  /** Shows what a query stands for, or says that nothing does and offers the nearest. */
  const answer = async (
    { text }: Context,
    kind: SearchKind,
    query: string,
    draw: (id: string, others: readonly string[]) => View | Promise<View>,
  ): Promise<Reply> => {
    const resolved = resolve(kind, query);
    return resolved.found
      ? say(await draw(resolved.id, resolved.others))
      : whisper(nothingFound(catalogue, label, { kind, ids: resolved.nearest, query }, text));
  };

  return defineCommand(data, {
    handlers: {
      'ost song': {
        defer: 'none',
        run: (context, { query: typed }) =>
          answer(context, 'song', typed, (id, others) =>
            cards.song(context.guildId, cards.songOf(id), context.guildText, {
              others: others.map((other) => cards.songOf(other)),
            }),
          ),
        complete: { query: complete('song') },
      },
      'ost drama': {
        defer: 'none',
        run: (context, { query: typed }) =>
          answer(context, 'drama', typed, (id, others) => cards.drama(id, context.guildText, 0, others)),
        complete: { query: complete('drama') },
      },
      'ost artist': {
        defer: 'none',
        run: (context, { query: typed }) =>
          answer(context, 'artist', typed, (id, others) => cards.artist(id, context.guildText, 0, others)),
        complete: { query: complete('artist') },
      },
      'ost mood': {
        defer: 'none',
        run: async ({ guildId, guildText }, options) => {
          const wanted = {
            mood: options.mood,
            years: readYears(options.years),
            gems: options.gems ?? false,
          };
          return say(await discovering.mood(guildId, wanted, 0, guildText));
        },
      },
      'ost similar': {
        defer: 'none',
        run: (context, { query: typed }) =>
          answer(context, 'song', typed, (id, others) =>
            discovering.similar(context.guildId, id, context.guildText, others),
          ),
        complete: { query: complete('song') },
      },
      'ost random': {
        defer: 'none',
        run: async (context, options) => {
          const range = readYears(options.years);
          const draw = (dramaId: string | undefined) =>
            discovering.random(context.guildId, { years: range, dramaId }, context.guildText);
          return options.drama === undefined
            ? say(await draw(undefined))
            : answer(context, 'drama', options.drama, draw);
        },
        complete: { drama: complete('drama') },
      },
    },
    components: [
      ...browsing({ ...deps, cards }),
      ...discoveringComponents({ ...deps, cards }, discovering),
      ...reporting(deps),
    ],
  });
};
