import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import type { Rng } from '../core/ports.ts';
import { chooseContenders, songsOfTheme } from '../core/worldcup/contenders.ts';
import type { Room } from '../core/worldcup/contenders.ts';
import { actorOf, renamedInCup } from '../core/worldcup/forget.ts';
import { CUP_SIZES } from '../core/worldcup/rules.ts';
import { CUP_VERSION } from '../core/worldcup/schema.ts';
import type { CupSettings, CupState, Side } from '../core/worldcup/types.ts';
import type { MoodTags } from './mood-tags.ts';
import type { SavedList } from './saved-list.ts';
import { createHall } from './worldcup-hall.ts';
import type { Champion } from './worldcup-hall.ts';
import { createCupRunner } from './worldcup-runner.ts';
import type { CupLog, CupPlace, CupRunner, CupRunnerDeps } from './worldcup-runner.ts';

export interface CupMember {
  readonly memberId: string;
  /** When Discord saw them act, in milliseconds. */
  readonly at: number;
  readonly moderator: boolean;
}

export interface WorldcupsDeps extends Omit<CupRunnerDeps, 'hall'> {
  readonly catalogue: Catalogue;
  readonly rng: Rng;
  readonly moodTags: Pick<MoodTags, 'ofGuild'>;
  readonly favourites: Pick<SavedList, 'list'>;
  /** Members of a server that the bot knows of: those who have played there. */
  readonly membersOf: (guildId: string) => Promise<readonly string[]>;
}

export interface TakenVote {
  readonly side: Side;
  /** Whether the member had voted on this pair before. */
  readonly changed: boolean;
  readonly songId: string;
}

export interface Worldcups extends Pick<CupRunner, 'recover' | 'places' | 'settled' | 'dispose'> {
  /** @throws UserError `cupRunning`, or `cupTooSmall` when the theme has fewer songs than places. */
  start(place: CupPlace, host: CupMember, settings: CupSettings): Promise<CupState>;
  /** @throws UserError `expired`, `cupPairOver` or `cupPaused`. */
  vote(channelId: string, member: CupMember, vote: CupVote): Promise<TakenVote>;
  /** @throws UserError `noCup`, `notCupHost`, or when there is nothing to pause or resume. */
  steer(channelId: string, member: CupMember, act: 'pause' | 'resume' | 'stop'): Promise<void>;
  /** The cup of a channel that is not over. */
  current(channelId: string): CupState | undefined;
  /** The champions of a server, latest first. */
  champions(guildId: string): Promise<readonly Champion[]>;
  /** What the member did in each cup that is kept; cups without them are left out. */
  exportMember(memberId: string): Promise<readonly CupLog[]>;
  /** Takes the member's name off everything; votes stay counted, as nobody's. */
  forgetMember(memberId: string): Promise<void>;
  /** Forgets the cups that ended before this time, and who voted for what in them. Champions stay in the hall. */
  forgetEnded(before: number): Promise<void>;
}

export interface CupVote {
  readonly cupId: string;
  readonly number: number;
  readonly side: Side;
}

/** Members whose lists are read for a cup of favourites: the ones with most points. */
const mostSavers = 500;

/** What members do in the World Cups of their channels. */
export const createWorldcups = (deps: WorldcupsDeps): Worldcups => {
  const { stores, catalogue, clock, rng } = deps;
  const hall = createHall(stores);
  const runner = createCupRunner({ ...deps, hall });

  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 8).toString(36)}`;

  const roomOf = async (guildId: string, { theme }: CupSettings, hostId: string): Promise<Room> => {
    const tallies = theme.kind === 'mood' ? await deps.moodTags.ofGuild(guildId) : new Map();
    const savers = new Map<string, number>();
    if (theme.kind !== 'favourites') return { tallies, savers };
    const members = new Set([hostId, ...(await deps.membersOf(guildId))]);
    for (const memberId of [...members].slice(0, mostSavers))
      for (const songId of await deps.favourites.list(memberId))
        savers.set(songId, (savers.get(songId) ?? 0) + 1);
    return { tallies, savers };
  };

  const contendersOf = async (
    guildId: string,
    settings: CupSettings,
    hostId: string,
  ): Promise<readonly string[]> => {
    const room = await roomOf(guildId, settings, hostId);
    const songs = songsOfTheme(catalogue, settings.theme, room);
    const songIds = chooseContenders(catalogue, songs, settings.size, room.savers, rng);
    if (songIds !== undefined) return songIds;
    const fits = CUP_SIZES.findLast((size) => size <= songs.length) ?? null;
    throw new UserError('cupTooSmall', { found: songs.length, wanted: settings.size, fits });
  };

  return {
    start: (place, { memberId: hostId }, settings) =>
      runner.begin(place, async () => {
        const { guildId } = place;
        const songIds = await contendersOf(guildId, settings, hostId);
        const cupId = newId();
        const version = CUP_VERSION;
        return { type: 'start', version, at: clock.now(), cupId, guildId, hostId, settings, songIds };
      }),
    vote: async (channelId, { memberId, at }, { cupId, number, side }) => {
      const effects = await runner.submit(channelId, { type: 'vote', at, memberId, number, side }, cupId);
      const taken = effects.find((effect) => effect.type === 'voteTaken');
      if (taken === undefined) throw new Error('The engine left a vote without an outcome.');
      return { side: taken.side, changed: taken.changed, songId: taken.songId };
    },
    steer: async (channelId, { memberId, at, moderator }, act) => {
      await runner.submit(channelId, { type: act, at, memberId, moderator });
    },
    current: (channelId) => {
      const state = runner.find(channelId);
      return state?.phase === 'ended' ? undefined : state;
    },
    champions: (guildId) => hall.of(guildId),
    exportMember: async (memberId) =>
      (await runner.logs())
        .map(({ events, ...cup }) => ({
          ...cup,
          events: events.filter((event) => actorOf(event) === memberId),
        }))
        .filter(({ events }) => events.length > 0),
    forgetMember: async (memberId) => {
      const nobody = `forgotten-${newId()}`;
      await runner.rewrite((event) => renamedInCup(event, memberId, nobody));
    },
    recover: runner.recover,
    places: runner.places,
    forgetEnded: runner.forgetEnded,
    settled: runner.settled,
    dispose: runner.dispose,
  };
};
