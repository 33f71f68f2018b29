import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { isMood, songsInMood } from '../../core/catalogue/moods.ts';
import type { MoodQuery } from '../../core/catalogue/moods.ts';
import { randomSong } from '../../core/catalogue/random.ts';
import type { RandomQuery } from '../../core/catalogue/random.ts';
import { similarSongs } from '../../core/catalogue/similar.ts';
import { UserError } from '../../core/errors.ts';
import type { Rng } from '../../core/ports.ts';
import { parseYears, yearsText } from '../../core/years.ts';
import type { YearRange } from '../../core/years.ts';
import { button, select } from '../../discord/command.ts';
import type { Component } from '../../discord/command.ts';
import { guildContext, inServer } from '../../discord/guards.ts';
import { update, whisper } from '../../discord/replies.ts';
import type { View } from '../../discord/replies.ts';
import type { Catalog } from '../../i18n/index.ts';
import type { MoodTags } from '../../services/mood-tags.ts';
import type { Label } from '../../views/labels.ts';
import { moodList, moodQuestion } from '../../views/mood.ts';
import { routes } from '../../views/routes.ts';
import { similarList } from '../../views/similar.ts';
import type { Cards } from './cards.ts';

interface DiscoveringDeps {
  readonly catalogue: Catalogue;
  readonly label: Label;
  readonly moodTags: MoodTags;
  readonly rng: Rng;
  readonly cards: Cards;
}

/** The years a member typed. @throws UserError `badYears` */
export const readYears = (typed: string | undefined): YearRange | undefined => {
  if (typed === undefined) return undefined;
  const years = parseYears(typed);
  if (years === undefined) throw new UserError('badYears', { years: typed });
  return years;
};

/** Songs by mood, by likeness and by chance. @throws UserError `noSongFits` */
export const createDiscovering = ({ catalogue, label, rng, cards }: DiscoveringDeps) => ({
  mood: async (guildId: string | null, query: MoodQuery, page: number, text: Catalog): Promise<View> => {
    const songs = songsInMood(catalogue, query, await cards.tallies(guildId));
    if (songs.length === 0) throw new UserError('noSongFits', {});
    return moodList(catalogue, query, songs, page, text);
  },
  similar: async (
    guildId: string | null,
    id: string,
    text: Catalog,
    others: readonly string[] = [],
  ): Promise<View> => {
    const song = cards.songOf(id);
    const similar = similarSongs(catalogue, song, await cards.tallies(guildId));
    return similarList({ catalogue, label }, song, similar, text, others);
  },
  random: async (
    guildId: string | null,
    query: RandomQuery,
    text: Catalog,
    except?: number,
  ): Promise<View> => {
    const drawn = randomSong(catalogue, query, rng, except);
    if (drawn === undefined) throw new UserError('noSongFits', {});
    const again = routes.songAgain.encode({
      years: query.years === undefined ? '' : yearsText(query.years),
      drama: query.dramaId ?? '',
      place: drawn.place,
    });
    return cards.song(guildId, drawn.song, text, drawn.of > 1 ? { again } : {});
  },
});

export type Discovering = ReturnType<typeof createDiscovering>;

export const discoveringComponents = (
  { moodTags, cards }: Pick<DiscoveringDeps, 'moodTags' | 'cards'>,
  discovering: Discovering,
): readonly Component[] => [
  button(routes.songSimilar, {
    run: async ({ guildId, text }, { params }) =>
      whisper(await discovering.similar(guildId, params.song, text)),
  }),
  select(routes.similarPick, {
    run: async ({ guildId, text }, { values }) =>
      whisper(await discovering.similar(guildId, values[0] ?? '', text)),
  }),
  button(routes.songAgain, {
    run: async ({ guildId, text }, { params }) => {
      const query = {
        years: parseYears(params.years),
        dramaId: params.drama === '' ? undefined : params.drama,
      };
      return update(await discovering.random(guildId, query, text, params.place));
    },
  }),
  button(routes.moodPage, {
    run: async ({ guildId, text }, { params: { mood, years, gems, page } }) =>
      update(
        await discovering.mood(guildId, { mood, years: parseYears(years), gems: gems === 1 }, page, text),
      ),
  }),
  button(routes.moodOpen, {
    guards: [inServer],
    run: async (context, { params }) => {
      const { guildId, userId, text } = guildContext(context);
      const song = cards.songOf(params.song);
      const { own } = await moodTags.ofSong(guildId, song.id, userId);
      return whisper(moodQuestion(song, own, text));
    },
  }),
  select(routes.moodTag, {
    guards: [inServer],
    run: async (context, { params, values: [mood = ''] }) => {
      const { guildId, userId, text } = guildContext(context);
      const song = cards.songOf(params.song);
      if (!isMood(mood)) throw new UserError('expired', {});
      await moodTags.tag(guildId, userId, song.id, mood);
      return update(moodQuestion(song, mood, text));
    },
  }),
  button(routes.moodUntag, {
    guards: [inServer],
    run: async (context, { params }) => {
      const { guildId, userId, text } = guildContext(context);
      const song = cards.songOf(params.song);
      await moodTags.untag(guildId, userId, song.id);
      return update(moodQuestion(song, undefined, text));
    },
  }),
];
