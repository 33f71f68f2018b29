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
import { keyOf } from './announcements.ts';
import type { Announcer, Audience } from './announcements.ts';
import type { Followed, Follows } from './follows.ts';
import type { Once } from './once.ts';

export interface AnniversaryRadarDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogue: Catalogue;
  readonly follows: Pick<Follows, 'all'>;
  readonly schedule: Schedule;
  readonly once: Once;
  readonly announcer: Announcer;
  readonly settings: {
    of(guildId: string | null): ServerSettings;
    zoneOf(guildId: string | null): string;
    servers(): readonly string[];
  };
}

const kind = 'radar';

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

  const tell = (to: Audience, anniversary: Anniversary, zone: string) => {
    const { dramaId, years, day } = anniversary;
    const place = to.kind === 'channel' ? to.guildId : to.memberId;
    const key = keyOf('anniversary', to.kind, place, dramaId, String(years));
    return once.run(key, () =>
      announcer.post(
        to,
        { kind: 'anniversary', dramaId, years, day, startsAt: eveningOf(day, clock.now(), zone) },
        key,
      ),
    );
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

  const look = async (guildId: string | null, follows: readonly Followed[]): Promise<void> => {
    const zone = settings.zoneOf(guildId);
    const now = clock.now();
    const hour = hourAt(now, zone);
    if (hour < morning.from || hour >= morning.until) return;
    const week = anniversariesFrom(catalogue, dayAt(now, zone), aheadDays);
    if (week.length === 0) return;
    const isFollowed = (one: Anniversary, by: readonly Followed[]) =>
      by.some(({ kind: of, id }) => of === 'drama' && catalogue.drama(id)?.id === one.dramaId);
    const { party, announcements } = settings.of(guildId).channels;
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
    const follows = await deps.follows.all();
    const places = new Map<string | null, Followed[]>(
      settings
        .servers()
        .filter((guildId) => settings.of(guildId).channels.party !== undefined)
        .map((guildId) => [guildId, []]),
    );
    for (const follow of follows) places.set(follow.guildId, [...(places.get(follow.guildId) ?? []), follow]);
    for (const [guildId, own] of places) {
      try {
        await look(guildId, own);
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
