import { GuildScheduledEventStatus as Status } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasBegun, positionAt, trackOf } from '../../src/core/party/state.ts';
import type { PartyState, ReminderKind } from '../../src/core/party/types.ts';
import {
  cards,
  count,
  eventsOf,
  openNights,
  press,
  run,
  seenBy,
  slowMs,
  wordsOf,
} from '../support/party-nights.ts';
import type { Evening, Nights } from '../support/party-nights.ts';
import { joinAsListener } from '../support/voice-listener.ts';

/**
 * A party in voice and one by links, in two servers of one bot, from the plan to the replay, in days that pass in seconds.
 * Then the same with a bot that is killed and started again between every two steps.
 */
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** The host's two songs, and between them the guest's, which is longer than a party waits for somebody to come back. */
const songs = [
  { fromHz: 500, seconds: 90 },
  { fromHz: 3_000, seconds: 260 },
  { fromHz: 6_000, seconds: 30 },
] as const;

/** A step of an evening. It ends where the next one begins: a bot that is killed is killed there. */
interface Step {
  /** How far time goes before it, by what is known when it begins. */
  readonly move?: (night: Known) => number;
  /** Whether a bot that is killed is away meanwhile. */
  readonly isMissed?: true;
  readonly act: (evening: Evening, nights: Nights, known: Known) => Promise<unknown>;
}

/** What both parties have in common. */
interface Known {
  startsAt: number;
  now: number;
  /** Where in its song the latest reaction came. */
  reactedAtMs: number;
  /** The latest reminder. */
  reminded: ReminderKind | undefined;
}

const playing = (trackId: number) => (state: PartyState) =>
  state.phase === 'playing' && state.track.row.trackId === trackId;

/** In the thread for everybody, and by direct message for who asked. */
const reminded =
  (kind: ReminderKind, times: number) =>
  async (evening: Evening, _nights: Nights, known: Known): Promise<void> => {
    known.reminded = kind;
    await vi.waitUntil(() => count(evening, `**${evening.title}** begins`) >= times, { timeout: slowMs });
  };

const untilEvent = (evening: Evening, status: Status) =>
  vi.waitUntil(async () => (await eventsOf(evening, evening.title))[0]?.status === status, {
    timeout: slowMs,
  });

/** The channel plays what is stored, and where. A song that plays does not follow when the clock is moved; a bot that comes back does. */
const expectHeard = async (evening: Evening, nights: Nights): Promise<void> => {
  const ear = evening.ears.get(evening.guest);
  if (ear === undefined) return;
  const state = await nights.until(evening, ({ phase }) => phase === 'playing');
  const heard = await nights.hear(ear);
  const track = trackOf(state)!;
  expect(heard.songId).toBe(track.row.songId);
  if (nights.bots.lives === 1) return;
  expect(Math.abs(heard.second - positionAt(track, nights.time.clock.now()) / second)).toBeLessThan(10);
};

const listen = async ({ ears, roomId }: Evening, fan: Evening['host']): Promise<void> => {
  ears.set(fan, await joinAsListener(fan, roomId));
};

const steps: Readonly<Record<string, Step>> = {
  'is scheduled': {
    act: async (evening, { until }, known) => {
      const { host, title, mode, textId } = evening;
      const channel = mode === 'voice' ? { channel: evening.roomId } : {};
      const asked = await run(evening, host, 'party schedule', {
        title,
        when: 'in 47 hours',
        mode,
        ...channel,
      });
      await host.click(asked, 'Schedule it');
      expect((await seenBy(evening, title, 'When')).channel_id).toBe(textId);
      const state = await until(evening, ({ party }) => party.native.kind === 'linked');
      expect(await eventsOf(evening, title)).toHaveLength(1);
      known.startsAt = Math.max(known.startsAt, state.party.plan.startsAt);
    },
  },
  'is answered, and gets its first songs': {
    act: async (evening, { songIds }) => {
      const { host, guest, title } = evening;
      expect(await press(guest, title, 'rsvp[^"]*going')).toContain('See you there!');
      expect(await press(guest, title, 'remind')).toContain('I will write to you');
      for (const songId of [songIds[0], songIds[2]])
        await run(evening, host, 'party add', { query: `#${songId!}` });
    },
  },
  'reminds a day before': {
    move: ({ startsAt, now }) => startsAt - 24 * hour + second - now,
    act: reminded('day', 2),
  },
  'reminds an hour before': {
    move: ({ startsAt, now }) => startsAt - hour + second - now,
    isMissed: true,
    act: reminded('hour', 4),
  },
  'reminds five minutes before': {
    move: ({ startsAt, now }) => startsAt - 5 * minute + second - now,
    act: reminded('five-minutes', 6),
  },
  'opens its doors': {
    move: ({ startsAt, now }) => startsAt + second - now,
    act: async (evening, { until }) => {
      const { host, guest, mode, title } = evening;
      await seenBy(evening, `Welcome to ${title}`);
      for (const fan of [host, guest]) {
        if (mode === 'voice') await listen(evening, fan);
        else expect(await press(fan, `Welcome to ${title}`, 'here')).toContain('Good to have you here');
      }
      await until(evening, (state) => hasBegun(state) && state.run.guests.length === 2);
      await untilEvent(evening, Status.Active);
    },
  },
  'begins with the first song, or its countdown': {
    move: () => minute,
    act: async (evening, nights) => {
      if (evening.mode === 'link-only') await seenBy(evening, 'Press play');
      else await expectHeard(evening, nights);
    },
  },
  'takes a request': {
    move: () => 20 * second,
    act: async (evening, nights) => {
      await nights.until(evening, playing(1));
      const query = `#${nights.songIds[1]!}`;
      const added = await run(evening, evening.guest, 'party add', { query });
      expect(added.content).toContain('is in the set list');
    },
  },
  'counts a reaction and the first vote to skip': {
    act: async (evening, nights) => {
      const { host } = evening;
      await expectHeard(evening, nights);
      expect(await press(host, 'Track 1', 'react[^"]*goosebumps')).toContain('Noted, at');
      expect(await press(host, 'Track 1', 'skip')).toBe('Your vote is counted.');
    },
  },
  'skips with the second': {
    act: async (evening, { until }) => {
      expect(await press(evening.guest, 'Track 1', 'skip')).toBe('Skipped.');
      await until(evening, ({ phase }) => phase !== 'playing');
    },
  },
  'goes on with the request, before the host’s list': {
    move: () => 6 * second,
    act: async (evening, { until, songIds }) => {
      const state = await until(evening, ({ phase }) => phase === 'playing' || phase === 'countdown');
      expect(trackOf(state)?.row.songId).toBe(songIds[1]);
    },
  },
  'tells who comes late what was missed, and counts their reaction': {
    move: () => 21 * second,
    act: async (evening, nights) => {
      const { late, mode, roomId } = evening;
      await nights.until(evening, (state) => state.phase === 'playing');
      if (mode === 'voice') await late.joinVoice(roomId);
      else expect(await press(late, 'Track 2', 'here')).toContain('Good to have you here');
      expect(await press(late, 'Track 2', 'catchup')).toContain('This is track 2 of 3. You missed 1 song');
      expect(await press(late, 'Track 2', 'react[^"]*goosebumps')).toContain('Noted, at');
    },
  },
  'is paused by its host': {
    act: async (evening, nights) => {
      await expectHeard(evening, nights);
      expect((await run(evening, evening.host, 'party pause')).content).toBe('Paused.');
      const ear = evening.ears.get(evening.guest);
      if (ear !== undefined) expect(await nights.isSilent(ear)).toBe(true);
    },
  },
  'goes on where it was': {
    act: async (evening, nights) => {
      await run(evening, evening.host, 'party resume');
      const goesOn = ({ phase }: PartyState) => phase === 'playing' || phase === 'countdown';
      expect(trackOf(await nights.until(evening, goesOn))?.row.songId).toBe(nights.songIds[1]);
      await expectHeard(evening, nights);
    },
  },
  'is left by all': {
    act: async (evening, { until }) => {
      const { host, guest, late, ears, mode } = evening;
      if (mode === 'link-only') return;
      for (const fan of [host, guest]) await ears.get(fan)?.leave();
      ears.clear();
      await late.leaveVoice();
      await until(evening, (state) => hasBegun(state) && state.run.emptySince !== null);
    },
  },
  'waits when nobody came back for three minutes': {
    move: () => 3 * minute + 2 * second,
    act: async (evening, { until }) => {
      if (evening.mode === 'voice') await until(evening, ({ phase }) => phase === 'paused');
    },
  },
  'goes on when somebody comes': {
    act: async (evening, nights) => {
      if (evening.mode === 'link-only') return;
      await listen(evening, evening.guest);
      await nights.until(evening, ({ phase }) => phase === 'playing');
      await expectHeard(evening, nights);
    },
  },
  'ends in a recap': {
    act: async (evening, { until }, known) => {
      const { host, title } = evening;
      await run(evening, host, 'party end');
      const recap = wordsOf(await seenBy(evening, `That was ${title}`));
      expect(recap).toContain('3 people');
      expect(recap).toMatch(/Moments.*\*\*\d:\d\d\*\*/);
      await untilEvent(evening, Status.Completed);
      const ended = await until(evening, ({ phase }) => phase === 'ended');
      const moments = hasBegun(ended) ? ended.run.moments : [];
      expect(moments.map(({ trackId }) => trackId)).toEqual([1, 3]);
      known.reactedAtMs = Math.max(known.reactedAtMs, ...moments.map(({ offsetMs }) => offsetMs));
    },
  },
  'is held again': {
    act: async (evening) => {
      const { host, title, mode } = evening;
      // It is held where its host sits.
      if (mode === 'voice') await listen(evening, host);
      const asked = await run(evening, host, 'party replay');
      const { components } = JSON.parse(JSON.stringify(asked)) as {
        components: { components: { custom_id: string; options: { value: string }[] }[] }[];
      };
      const { custom_id: customId, options } = components[0]!.components[0]!;
      const begun = await host.select(asked, customId, [options[0]!.value]);
      expect(begun.content).toContain(`Again: ${title}`);
      await seenBy(evening, `Welcome to Again: ${title}`);
    },
  },
  'begins again': {
    move: () => minute + 2 * second,
    act: async (evening, nights) => {
      // Without what was skipped then.
      const goesOn = ({ phase }: PartyState) => phase === 'playing' || phase === 'countdown';
      expect(trackOf(await nights.until(evening, goesOn))?.row.songId).toBe(nights.songIds[1]);
      await expectHeard(evening, nights);
    },
  },
  'moves people where it did then, and ends': {
    // By links people had a countdown first.
    move: ({ reactedAtMs }) => reactedAtMs + 21 * second,
    act: async (evening, { until }) => {
      const { host, title } = evening;
      await until(evening, (state) => {
        const track = trackOf(state);
        const echo = track?.notes.findIndex(({ content }) => content.kind === 'echo') ?? -1;
        return echo >= 0 && state.phase === 'playing' && state.track.notesShown > echo;
      });
      await run(evening, host, 'party end');
      await seenBy(evening, `That was Again: ${title}`);
    },
  },
};

/** What there may be one of only, however often the process died. */
const expectNothingTwice = async (evening: Evening): Promise<void> => {
  const { title } = evening;
  expect((await eventsOf(evening, title)).length).toBe(1);
  expect((await eventsOf(evening, `Again: ${title}`)).length).toBeLessThanOrEqual(1);
  expect(count(evening, `That was ${title}`)).toBeLessThanOrEqual(1);
  // The post, the card of the evening, its recap; and the same of the replay.
  expect(cards(evening)).toBeLessThanOrEqual(6);
};

/** The same track within ten seconds of where it was. By links everybody's own music has gone on meanwhile. */
const expectSamePlace = (
  { mode }: Evening,
  before: PartyState | undefined,
  after: PartyState | undefined,
  { now, awayMs }: { now: number; awayMs: number },
): void => {
  // It may have ended meanwhile.
  if (before?.phase !== 'playing' || after?.phase !== 'playing') return;
  expect(after.track.row.trackId).toBe(before.track.row.trackId);
  const was = positionAt(before.track, now - awayMs) + (mode === 'link-only' ? awayMs : 0);
  expect(Math.abs(positionAt(after.track, now) - was)).toBeLessThan(10 * second);
};

const describeNights = (name: string, isKilled: boolean) => {
  describe(name, () => {
    let nights: Nights;
    beforeAll(async () => {
      nights = await openNights(songs, isKilled ? Object.keys(steps).length : 1);
    }, 120_000);
    afterAll(async () => {
      for (const { ears } of nights.evenings) for (const ear of ears.values()) await ear.leave();
      expect(await nights.close()).toEqual([]);
    });

    /** Dies and comes back, `awayMs` later on top of what it takes. */
    const restart = async (awayMs: number, kind: ReminderKind | undefined): Promise<void> => {
      const { time, bots, evenings, stored } = nights;
      await bots.kill();
      const killedAt = time.clock.now();
      const before = await Promise.all(evenings.map(stored));
      await bots.move(awayMs);
      await bots.start();
      const now = time.clock.now();
      for (const [index, evening] of evenings.entries()) {
        expectSamePlace(evening, before[index], await stored(evening), { now, awayMs: now - killedAt });
        await expectNothingTwice(evening);
      }
      // What was sent and not noted is sent again, which Discord sees through for some minutes: time may not fly before.
      if (awayMs === 0 && kind !== undefined) await nights.untilNoted(kind);
    };

    test('from the plan to the replay', async () => {
      const { time, bots, evenings } = nights;
      const known: Known = { startsAt: 0, now: 0, reactedAtMs: 0, reminded: undefined };
      let isFirst = true;
      for (const [stepName, { move, isMissed, act }] of Object.entries(steps)) {
        known.now = time.clock.now();
        const ms = Math.max(0, move?.(known) ?? 0);
        if (isKilled && !isFirst) await restart(isMissed ? ms : 0, known.reminded);
        isFirst = false;
        if (!(isKilled && isMissed)) await bots.move(ms);
        for (const result of await Promise.allSettled(evenings.map((evening) => act(evening, nights, known))))
          if (result.status === 'rejected')
            throw new Error(`A party that ${stepName}:\n${bots.output()}`, { cause: result.reason });
      }
      for (const evening of evenings) expect(count(evening, `**${evening.title}** begins`)).toBe(6);
    }, 400_000);
  });
};

describe.concurrent('a party in voice, and one by links', () => {
  describeNights('with a bot that lives', false);
  describeNights('with a bot that is killed between every two steps', true);
});
