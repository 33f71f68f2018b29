import { z } from 'zod';
import { dayAt, hourAt, periodsAt } from '../core/calendar.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Log } from '../core/log.ts';
import { anniversariesFrom, eveningOf, isRound } from '../core/party/anniversaries.ts';
import type { Anniversary } from '../core/party/anniversaries.ts';
import { HOUR_MS } from '../core/party/rules.ts';
import type { Clock } from '../core/ports.ts';
import type { Schedule } from '../core/schedule.ts';
import type { ServerSettings } from '../core/server-settings.ts';
import { audienceSchema, keyOf, serverOf } from './announcements.ts';
import type { Announcer, Audience } from './announcements.ts';
import type { Followed, Follows } from './follows.ts';
import type { Once } from './once.ts';
import { noSettings } from './settings.ts';
import type { Settings } from './settings.ts';

export interface AnniversaryRadarDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Catalogue;
  readonly follows: Pick<Follows, 'all'>;
  readonly schedule: Schedule;
  readonly once: Once;
  readonly announcer: Announcer;
  readonly settings: Pick<Settings, 'everywhere' | 'zoneOf'>;
}

const kind = 'radar';
const tellKind = 'radar.tell';

const tellSchema = z.strictObject({
  to: audienceSchema,
  dramaId: z.string(),
  years: z.number(),
  day: z.string(),
  startsAt: z.number(),
});

const markOf = ({ to, dramaId, years }: Pick<z.infer<typeof tellSchema>, 'to' | 'dramaId' | 'years'>) =>
  keyOf('anniversary', to.kind, to.kind === 'channel' ? to.guildId : to.memberId, dramaId, String(years));

/** Hours of the morning; a bot that was off all that time tells the next morning. */
const morning = { from: 9, until: 12 } as const;
const aheadDays = 7;

/** A party of fewer songs would be over before it has begun. */
const leastSongs = 5;

/**
 * Looks every hour where it has become morning, because mornings come at every hour and zones are changed. Each
 * anniversary is posted once in a server.
 */
export const createAnniversaryRadar = (deps: AnniversaryRadarDeps) => {
  const { clock, log, catalogue, schedule, once, announcer, settings } = deps;

  schedule.handle(tellKind, {
    schema: tellSchema,
    run: async ({ data: { to, ...what } }) => {
      const mark = markOf({ to, ...what });
      await once.run(mark, () => announcer.post(to, { kind: 'anniversary', ...what }, mark));
    },
  });

  /** Whoever looks, the process with the server tells. */
  const tell = async (to: Audience, { dramaId, years, day }: Anniversary, zone: string): Promise<void> => {
    const mark = markOf({ to, dramaId, years });
    if (await once.isDone(mark)) return;
    const startsAt = eveningOf(day, clock.now(), zone);
    await schedule.add({
      id: `${tellKind}:${mark}`,
      kind: tellKind,
      dueAt: clock.now(),
      data: { to, dramaId, years, day, startsAt },
      ...serverOf(to),
    });
  };

  /** For a server with a party channel: the best known round one that nobody had to follow, once a week. */
  const suggest = async (to: Audience, week: readonly Anniversary[], place: string, zone: string) => {
    const [best] = week
      .filter((one) => isRound(one) && catalogue.songsOfDrama(one.dramaId).length >= leastSongs)
      .toSorted(
        (a, b) =>
          (catalogue.drama(b.dramaId)?.popularity ?? 0) - (catalogue.drama(a.dramaId)?.popularity ?? 0),
      );
    if (best === undefined) return;
    const key = keyOf('anniversary-week', place, periodsAt(clock.now(), zone).week);
    await once.run(key, async () => {
      await tell(to, best, zone);
    });
  };

  const look = async (
    guildId: string | null,
    { channels, zone = settings.zoneOf(null) }: ServerSettings,
    follows: readonly Followed[],
  ): Promise<void> => {
    const now = clock.now();
    const hour = hourAt(now, zone);
    if (hour < morning.from || hour >= morning.until) return;
    const week = anniversariesFrom(catalogue, dayAt(now, zone), aheadDays);
    if (week.length === 0) return;
    const isFollowed = (one: Anniversary, by: readonly Followed[]) =>
      by.some(({ kind: of, id }) => of === 'drama' && catalogue.drama(id)?.id === one.dramaId);
    const { party, announcements } = channels;
    const channelId = party ?? announcements;
    if (guildId === null || channelId === undefined) {
      for (const memberId of new Set(follows.map((follow) => follow.memberId))) {
        const own = follows.filter((follow) => follow.memberId === memberId);
        for (const one of week) if (isFollowed(one, own)) await tell({ kind: 'member', memberId }, one, zone);
      }
      return;
    }
    const to: Audience = { kind: 'channel', guildId, channelId };
    for (const one of week) if (isFollowed(one, follows)) await tell(to, one, zone);
    if (party !== undefined) await suggest(to, week, guildId, zone);
  };

  const lookEverywhere = async (): Promise<void> => {
    const [follows, all] = await Promise.all([deps.follows.all(), settings.everywhere()]);
    const places = new Map<string | null, Followed[]>(
      [...all].flatMap(([guildId, { channels }]) => (channels.party === undefined ? [] : [[guildId, []]])),
    );
    for (const follow of follows) places.set(follow.guildId, [...(places.get(follow.guildId) ?? []), follow]);
    for (const [guildId, own] of places) {
      try {
        await look(guildId, all.get(guildId ?? '') ?? noSettings, own);
      } catch (error) {
        // The next hour tries again.
        log.warn({ err: error, guildId }, 'an anniversary could not be announced');
      }
    }
    await once.sweep();
  };

  const addNext = (dueAt: number) => schedule.add({ id: kind, kind, dueAt, data: {} });

  schedule.handle(kind, {
    schema: z.strictObject({}),
    run: async () => {
      try {
        await lookEverywhere();
      } finally {
        await addNext((Math.floor(clock.now() / HOUR_MS) + 1) * HOUR_MS);
      }
    },
  });

  return {
    /** Begins to look, unless it does already. Once the schedule has started. */
    start: async (): Promise<void> => {
      if ((await schedule.get(kind)) === undefined) await addNext(clock.now());
    },
  };
};
