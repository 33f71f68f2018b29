import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles } from '../core/catalogue/names.ts';
import { fromReference, toReference } from '../core/catalogue/reference.ts';
import { UserError } from '../core/errors.ts';
import type { Search, SearchKind } from '../core/search/search.ts';
import { button, defineCommand, select } from '../discord/command.ts';
import type { Complete } from '../discord/command.ts';
import type { CommandData } from '../discord/options.ts';
import { say, update, whisper } from '../discord/replies.ts';
import type { Favourites } from '../services/favourites.ts';
import type { Label } from '../views/labels.ts';
import { routes } from '../views/routes.ts';
import { songCard } from '../views/song-card.ts';
import { artistCard, dramaCard } from '../views/song-list.ts';

const query = {
  type: OptionType.String,
  name: 'query',
  required: true,
  autocomplete: true,
  max_length: 200,
} as const;

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
  ],
} as const satisfies CommandData;

export interface OstDeps {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly favourites: Favourites;
  readonly label: Label;
}

/** Other matches to offer under a card: those that scored nearly as well as the first. */
const ambiguityMargin = 0.1;
const maxOthers = 10;

export const createOst = ({ catalogue, search, favourites, label }: OstDeps) => {
  const complete =
    (kind: SearchKind): Complete =>
    (_context, typed) =>
      search
        .find(typed, { kind, limit: 25 })
        .map(({ id }) => ({ name: label(kind, id) ?? '', value: toReference(id) }));

  /** Best first; a suggestion that was picked stands alone. */
  const idsFor = (kind: SearchKind, typed: string): readonly string[] => {
    const picked = fromReference(typed);
    if (picked !== undefined && label(kind, picked) !== undefined) return [picked];
    const hits = search.find(typed, { kind, limit: maxOthers });
    const best = hits[0]?.score ?? 0;
    return hits.filter(({ score }) => score >= best - ambiguityMargin).map(({ id }) => id);
  };

  /** A component may outlive its entry of the catalogue. */
  const orExpired = <Entry>(entry: Entry | undefined): Entry => {
    if (entry === undefined) throw new UserError('expired', {});
    return entry;
  };
  const songOf = (id: string) => orExpired(catalogue.song(id));
  const dramaOf = (id: string) => orExpired(catalogue.drama(id));
  const artistOf = (id: string) => orExpired(catalogue.artist(id));

  return defineCommand(data, {
    handlers: {
      'ost song': {
        defer: 'none',
        run: ({ guildText }, options) => {
          const [first, ...others] = idsFor('song', options.query).map(songOf);
          if (first === undefined) throw new UserError('songNotFound', { query: options.query });
          return say(songCard(catalogue, first, guildText, others));
        },
        complete: { query: complete('song') },
      },
      'ost drama': {
        defer: 'none',
        run: ({ guildText }, options) => {
          const drama = catalogue.drama(idsFor('drama', options.query)[0] ?? '');
          if (drama === undefined) throw new UserError('dramaNotFound', { query: options.query });
          return say(dramaCard(catalogue, drama, 0, guildText));
        },
        complete: { query: complete('drama') },
      },
      'ost artist': {
        defer: 'none',
        run: ({ guildText }, options) => {
          const artist = catalogue.artist(idsFor('artist', options.query)[0] ?? '');
          if (artist === undefined) throw new UserError('artistNotFound', { query: options.query });
          return say(artistCard(catalogue, artist, 0, guildText));
        },
        complete: { query: complete('artist') },
      },
    },
    components: [
      button(routes.songSave, {
        run: async ({ userId, text }, { params }) => {
          const song = songOf(params.song);
          const title = bothTitles(song.titles);
          const isNew = await favourites.add(userId, song.id);
          return whisper({ content: isNew ? text.ost.saved({ title }) : text.ost.alreadySaved({ title }) });
        },
      }),
      select(routes.songOpen, {
        run: ({ text }, { values }) => whisper(songCard(catalogue, songOf(values[0] ?? ''), text)),
      }),
      button(routes.dramaOpen, {
        run: ({ text }, { params }) => whisper(dramaCard(catalogue, dramaOf(params.drama), 0, text)),
      }),
      button(routes.dramaPage, {
        run: ({ text }, { params }) => update(dramaCard(catalogue, dramaOf(params.drama), params.page, text)),
      }),
      button(routes.artistOpen, {
        run: ({ text }, { params }) => whisper(artistCard(catalogue, artistOf(params.artist), 0, text)),
      }),
      button(routes.artistPage, {
        run: ({ text }, { params }) =>
          update(artistCard(catalogue, artistOf(params.artist), params.page, text)),
      }),
    ],
  });
};
