import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Client } from 'discord.js';
import { paintBracket } from './adapters/bracket-painter.ts';
import { paintCard } from './adapters/card-painter.ts';
import { paintPoster } from './adapters/poster-painter.ts';
import { systemRng } from './adapters/clock.ts';
import { daveVersion, freeSpace } from './adapters/machine.ts';
import type { PreviewSource } from './adapters/previews/previews.ts';
import { createCommands, createContextMenus } from './commands/index.ts';
import type { Config } from './config.ts';
import type { DiskUse } from './core/doctor/findings.ts';
import { createJudging } from './core/judge/judge.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import { isGone } from './core/quiz/forget.ts';
import type { Log } from './core/log.ts';
import type { Clock, Stores, Timers } from './core/ports.ts';
import type { TicketCarrier } from './core/schedule.ts';
import { createFindMentions } from './core/search/mentions.ts';
import { readsMessages } from './discord/client.ts';
import { permissionsCheck } from './discord/doctor-facts.ts';
import { createDispatch } from './discord/dispatch.ts';
import type { Work } from './discord/dispatch.ts';
import { createRestartNotices } from './discord/restart-notices.ts';
import { closeWithinMs, revealWithinMs } from './core/wind-down.ts';
import { routes } from './views/routes.ts';
import type { ServerLocale } from './discord/context.ts';
import { createAnnouncer } from './discord/announcer.ts';
import { createPartyPlace } from './discord/party-place.ts';
import { createPosters } from './discord/party-posters.ts';
import { createPartyScreen } from './discord/party-screen.ts';
import { slimGuilds } from './discord/slim.ts';
import { createQuizScreen } from './discord/quiz-screen.ts';
import { createRateLimit } from './discord/rate-limit.ts';
import { createRegistry } from './discord/registry.ts';
import { createUserNames } from './discord/user-names.ts';
import { createWorldcupScreen } from './discord/worldcup-screen.ts';
import { createEvents } from './events/index.ts';
import type { Operations } from './operations.ts';
import { createLocaleOf, createTexts } from './i18n/index.ts';
import { createDaily } from './services/daily.ts';
import { createDoctor } from './services/doctor.ts';
import {
  catalogueCheck,
  clockCheck,
  diskCheck,
  encryptionCheck,
  intentsCheck,
  soundCheck,
  storeCheck,
  transcoderCheck,
} from './services/doctor-checks.ts';
import { createFavourites } from './services/favourites.ts';
import { createAnniversaryRadar } from './services/anniversary-radar.ts';
import { createFollowNews } from './services/follow-news.ts';
import { createFollows } from './services/follows.ts';
import { createOnce } from './services/once.ts';
import { createMemories } from './services/memories.ts';
import { createMoodTags } from './services/mood-tags.ts';
import { createWishes } from './services/party-wishes.ts';
import { createParties } from './services/parties.ts';
import { createPartyDrafts } from './services/party-drafts.ts';
import { createQuizzes } from './services/quizzes.ts';
import { createProgress } from './services/progress.ts';
import { createPrivacy } from './services/privacy.ts';
import { createQuizResults } from './services/quiz-results.ts';
import { createQuizRounds } from './services/quiz-rounds.ts';
import { createRetention } from './services/retention.ts';
import { createReports } from './services/reports.ts';
import { createSchedule } from './services/schedule.ts';
import { createSettings } from './services/settings.ts';
import { createStamps } from './services/stamps.ts';
import { createWatched } from './services/watched.ts';
import { createWorldcups } from './services/worldcups.ts';
import { createLabel } from './views/labels.ts';
import { createVoice } from './adapters/discord-voice/voice.ts';
import { createVoiceDoor } from './discord/voice-door.ts';
import { createCupSound } from './services/worldcup-sound.ts';
import type { Sound } from './audio.ts';
import type { IndexedSearch } from './core/search/search.ts';

export interface Time {
  readonly clock: Clock;
  readonly timers: Timers;
}

/** What the bot needs of this machine. */
export interface Local {
  readonly catalogue: Catalogue;
  readonly search: IndexedSearch;
  readonly stores: Stores;
  readonly previews: readonly PreviewSource[];
  readonly sound: Sound;
  /** Brings its jobs. */
  readonly carrier: TicketCarrier;
  readonly time: Time;
}

/** What still counts in an open round while the bot waits for its reveal. */
const guessing: ReadonlySet<string> = new Set(['guess', routes.quizPick.name]);

/** How long reading ahead may hold everything else up. */
const readSliceMs = 5;

/** A board that other processes count in as well is read again after this. */
const sharedFreshMs = 15_000;

/** Where what we write lies; a database elsewhere has a disk of its own. */
const foldersOf = ({ storeUrl, audioCache }: Config): Partial<Record<DiskUse, string>> => {
  const path = /^sqlite:\/\/(?!:memory:)(.+)$/.exec(storeUrl)?.[1];
  return { cache: audioCache, ...(path !== undefined && { store: dirname(path) }) };
};

/** What `/doctor` looks at. A part that can fail on its own adds a check of its own. */
const createChecks = (
  client: Client,
  { catalogue, stores, previews, sound, time }: Local,
  config: Config,
) => [
  permissionsCheck(client),
  intentsCheck(() => readsMessages(client)),
  encryptionCheck(daveVersion),
  transcoderCheck(sound.ffmpeg),
  soundCheck({ previews, clock: time.clock, ...(sound.library && { library: sound.library }) }),
  clockCheck,
  storeCheck(stores, time.clock),
  diskCheck(() => freeSpace(foldersOf(config))),
  catalogueCheck(catalogue),
];

/** Wires the services to each other and to the commands and events. Nothing is connected or recovered yet. */
export const createBot = (client: Client, local: Local, config: Config, log: Log, operations: Operations) => {
  const { catalogue, search, stores, carrier, sound } = local;
  const { clock, timers } = local.time;
  const rng = systemRng;
  const schedule = createSchedule({ stores, clock, rng, timers, log, carrier, observe: operations.job });
  const texts = createTexts(config.locale);
  const zone = config.defaultTimeZone;
  const settings = createSettings({ stores, defaultZone: zone });
  slimGuilds(client, (guildId) => settings.of(guildId).djRoleId);
  const serverLocale: ServerLocale = (guildId, discordLocale) => settings.of(guildId).locale ?? discordLocale;
  const screen = createQuizScreen({ client, catalogue, stores, texts, serverLocale, log, clock, timers });
  const { judge, explain, readAhead } = createJudging(catalogue);
  const favourites = createFavourites({ stores, clock });
  const watched = createWatched({ stores, clock });
  const progress = createProgress({ stores, clock, watched });
  const stamps = createStamps({ stores });
  const memories = createMemories({ stores, clock, rng });
  const shared = config.shards.kind === 'some' ? { sharedFreshMs } : {};
  const { zoneOf } = settings;
  const results = createQuizResults({ stores, clock, catalogue, zone, zoneOf, stamps, ...shared });
  const known = { ready: () => sound.source.ready(), mayFindMore: sound.mayFindMore };
  const rounds = createQuizRounds({ catalogue, results, watched, favourites, sound: known });
  const door = createVoiceDoor(client);
  const voice = operations.watchVoice(createVoice({ door, clock, timers, log }));
  const reports = createReports({ stores, clock });
  const quizzes = createQuizzes({
    stores,
    clock,
    rng,
    timers,
    log,
    judge,
    explain,
    canJudge: (kind, withinMs) => inSteps(() => readAhead(kind), withinMs),
    rounds,
    results,
    reports,
    screen,
    voice: { voice, source: sound.source, rooms: door, sound: known, notice: screen.notice },
  });
  const label = createLabel(catalogue);
  const moodTags = createMoodTags({ stores });
  const cupScreen = createWorldcupScreen({
    client,
    catalogue,
    stores,
    texts,
    serverLocale,
    log,
    clock,
    timers,
    paintBracket,
  });
  const worldcups = createWorldcups({
    stores,
    catalogue,
    clock,
    rng,
    timers,
    log,
    screen: cupScreen,
    sound: createCupSound({
      voice,
      audio: sound.source,
      seatOf: door.channelOf,
      isTaken: (guildId) =>
        quizzes.current(guildId)?.settings.play === 'voice' || parties.running(guildId) !== undefined,
      log,
    }),
    moodTags,
    favourites,
    membersOf: async (guildId) =>
      (await results.leaderboard({ guildId }, 'all')).map(({ memberId }) => memberId),
  });
  const partyScreen = createPartyScreen({
    client,
    catalogue,
    stores,
    progress,
    texts,
    serverLocale,
    log,
    clock,
    timers,
    poster: createPosters({ catalogue, clock, log, paintPoster }),
  });
  const partyPlace = createPartyPlace({
    client,
    log,
    describe: ({ hostId }, planned, { id, preferredLocale }) =>
      texts(serverLocale(id, preferredLocale)).party.eventDescription({
        hostId: isGone(hostId) ? undefined : hostId,
        planned,
      }),
  });
  const parties = createParties({
    stores,
    clock,
    rng,
    timers,
    schedule,
    log,
    catalogue,
    favourites,
    sound: { voice, source: sound.source, mayFindMore: sound.mayFindMore },
    screen: partyScreen,
    place: partyPlace,
    memoriesOf: memories.readable,
    draft: createPartyDrafts({ catalogue, favourites, moodTags, results, ready: sound.source.ready, rng }),
  });
  const wishes = createWishes(clock);
  const follows = createFollows({ stores, clock });
  const once = createOnce({ stores, clock });
  const announcer = createAnnouncer({ client, catalogue, texts, serverLocale, log });
  const heard = { catalogue, clock, follows, schedule, once, announcer };
  const followNews = createFollowNews({ ...heard, stores, settings });
  const radar = createAnniversaryRadar({ ...heard, log, settings });
  const findMentions = createFindMentions(search);
  const daily = createDaily({ stores, catalogue, judge, zoneOf: settings.zoneOf });
  const userNames = createUserNames(client);
  // Games first: they go on writing to the results.
  const privacy = createPrivacy({
    quizzes,
    partyDrafts: wishes,
    parties,
    partyMessages: partyScreen,
    results,
    favourites,
    watched,
    watching: progress,
    moodTags,
    reports,
    daily,
    memories,
    follows,
    stamps: {
      exportMember: async (memberId) => {
        const own = await stamps.exportMember(memberId);
        return own.length === 0 ? undefined : own;
      },
      forgetMember: async (memberId) => {
        await stamps.forgetMember(memberId);
      },
    },
    worldcups: {
      exportMember: async (memberId) => {
        const own = await worldcups.exportMember(memberId);
        return own.length === 0 ? undefined : own;
      },
      forgetMember: worldcups.forgetMember,
    },
  });
  const retention = createRetention({ schedule, clock, logs: [quizzes, worldcups] });
  const doctor = createDoctor({ checks: createChecks(client, local, config), log });
  const deps = {
    privacy,
    doctor,
    catalogue,
    search,
    favourites,
    watched,
    progress,
    quizzes,
    label,
    results,
    daily,
    userNames,
    paintCard,
    rng,
    moodTags,
    reports,
    findMentions,
    settings,
    worldcups,
    parties,
    wishes,
    memories,
    follows,
    once,
    announcementsOf: (guildId: string) => settings.of(guildId).channels.announcements,
    zoneOf: settings.zoneOf,
    djRoleOf: (guildId: string) => settings.of(guildId).djRoleId,
    stamps,
    bracket: cupScreen.bracket,
    poster: partyScreen.poster,
    quizChannelOf: (guildId: string) => settings.of(guildId).channels.quiz,
    clock,
    localeOf: createLocaleOf(config.locale),
  };
  const registry = createRegistry(createCommands(deps), createContextMenus(deps));
  /** Set when the bot stops: then only the rounds that are open still take guesses. */
  let isStopping = false;
  /**
   * In slices, between which everything else has its turn: sound goes out every 20 ms and cannot wait for what is read. What is
   * left after `withinMs` is read at once: a bot that is very busy may have long turns in between.
   */
  const inSteps = async (step: () => boolean, withinMs = Infinity): Promise<void> => {
    const lateAt = performance.now() + withinMs;
    while (!isStopping) {
      const now = performance.now();
      const endsAt = now < lateAt ? now + readSliceMs : Infinity;
      while (performance.now() < endsAt) if (!step()) return;
      await setImmediate();
    }
  };
  const isRefused = ({ name, guildId }: Work): boolean =>
    isStopping && !(guessing.has(name) && guildId !== null && quizzes.isAsking(guildId));
  const dispatch = createDispatch({
    registry,
    isRefused,
    texts,
    serverLocale,
    log,
    takeTurn: createRateLimit(),
    newErrorId: () => randomBytes(4).toString('hex'),
    observe: operations.interaction,
  });
  const answering = new Set<Promise<void>>();
  const tracked: typeof dispatch = (interaction) => {
    const answer = dispatch(interaction).finally(() => answering.delete(answer));
    answering.add(answer);
    return answer;
  };
  for (const event of createEvents({ dispatch: tracked, quizzes, settings, log, parties, partyPlace, clock }))
    event.attach(client, log);
  const notices = createRestartNotices({ client, stores, texts, serverLocale, log });
  /** Takes no new work, lets rounds come to their reveal and says that the bot is coming back. */
  const windDown = async (): Promise<void> => {
    isStopping = true;
    await schedule.dispose();
    await quizzes.hold(clock.now() + revealWithinMs);
    const announced = notices.say([...quizzes.places(), ...worldcups.places()]);
    // What takes longer is cut off; the store is closed after it in any case.
    const limit = new Promise<void>((resolve) => timers.at(clock.now() + closeWithinMs / 2, resolve));
    await Promise.race([Promise.all([announced, ...answering]), limit]);
  };
  /** Reads what the first search and the first guess would have to wait for. */
  const warmUp = async (): Promise<void> => {
    await inSteps(search.readAhead);
    await inSteps(() => readAhead('drama'));
  };
  return {
    registry,
    quizzes,
    schedule,
    followNews,
    radar,
    screen,
    settings,
    worldcups,
    cupScreen,
    parties,
    partyScreen,
    voice,
    retention,
    warmUp,
    notices,
    windDown,
  };
};
