import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { APIGuildScheduledEvent, APIMessage } from 'discord-api-types/v10';
import { GuildScheduledEventStatus as Status, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { seedDemo } from '../../src/playground/server/world/seed.ts';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { withoutPermissions } from '../support/bot-permissions.ts';
import type { Fan } from '../support/fan.ts';
import { createMovedTime } from '../support/moved-time.ts';
import { createMovedWorld } from '../support/moved-world.ts';
import { makeToneLibrary } from '../support/tones.ts';

/** Discord says no, or nothing, at every step of a party: the host is told, and nothing is left half done. */
const time = createMovedTime();
let app: TestApp;
let library: string;
let host: Fan;
let guest: Fan;
let textChannel: string;
const slowMs = 15_000;
beforeAll(async () => {
  const [song] = (await loadCatalogue('data')).songs.values();
  library = await makeToneLibrary({ [song?.id ?? '']: 500 }, 20_000);
  const world = createMovedWorld(time);
  seedDemo(world);
  const environment = { AUDIO_LIBRARY: library };
  app = await startTestApp({ rateLimits: false, world }, { environment, time });
  host = await app.fan('minseo');
  guest = await app.fan('lucia');
  for (const role of app.server.world.guilds.get(host.guildId)?.roles.values() ?? [])
    if (role.name === 'Host') role.permissions = String(BigInt(role.permissions) | Flag.ManageChannels);
});
afterAll(async () => {
  await app.stop();
  await rm(library, { recursive: true });
});
afterEach(async () => {
  app.server.setFault(undefined);
  // Nothing is left for the next one.
  textChannel = host.channelId('ost-talk');
  await run('party end');
  if (!(await listed()).includes('Nothing is planned')) await callOff();
});

const run = async (name: string, options: Record<string, string | number> = {}): Promise<APIMessage> => {
  for (;;) {
    const answer = await host.command(name, options, { channelId: textChannel, timeoutMs: slowMs });
    if (!answer.content.startsWith('That was quick')) return answer;
    await delay(1_100);
  }
};

/** Those that are not over. */
const events = async (): Promise<APIGuildScheduledEvent[]> => {
  const { body } = await host.rest('GET', `/guilds/${host.guildId}/scheduled-events`);
  return (body as APIGuildScheduledEvent[]).filter(
    ({ status }) => status === Status.Scheduled || status === Status.Active,
  );
};

let rooms = 0;
/** A channel of the test's own, which it may take away. */
const newChannel = async (type: 0 | 2): Promise<string> => {
  rooms += 1;
  const { body } = await host.rest('POST', `/guilds/${host.guildId}/channels`, {
    name: `room-${rooms}`,
    type,
  });
  return (body as { id: string }).id;
};

let titles = 0;
let title = '';
const ask = async (options: Record<string, string | number> = {}): Promise<APIMessage> => {
  titles += 1;
  title = `Faulty night ${titles}`;
  return run('party schedule', { title, when: 'in 3 hours', ...options });
};
const schedule = async (options: Record<string, string | number> = {}): Promise<APIMessage> => {
  const asked = await ask(options);
  for (;;) {
    const answer = await host.click(asked, 'Schedule it', slowMs);
    if (!answer.content.startsWith('That was quick')) break;
    await delay(1_100);
  }
  return guest.waitForMessage(({ embeds }) => embeds[0]?.title === title, slowMs);
};
const postSays = (words: string) =>
  guest.waitForMessage(
    ({ embeds }) => embeds[0]?.title === title && embeds[0].description?.includes(words) === true,
    slowMs,
  );
const begin = async (): Promise<void> => {
  // The bot has to have heard which event became this party's.
  await delay(1_000);
  const event = (await events()).find(({ name }) => name === title);
  const body = { status: Status.Active };
  await host.rest('PATCH', `/guilds/${host.guildId}/scheduled-events/${event?.id}`, body);
};
const listed = async (): Promise<string> => {
  const { content, embeds } = await run('party list');
  return content + (embeds[0]?.description ?? '');
};
const callOff = async (): Promise<void> => {
  await host.click(await run('party cancel'), 'Call it off', slowMs);
};

describe('a missing permission', () => {
  beforeAll(() => {
    textChannel = host.channelId('ost-talk');
  });

  test('Create Events: the party stands without its event, and says so', async () => {
    await withoutPermissions(app, host.guildId, Flag.CreateEvents | Flag.ManageEvents, async () => {
      await schedule();
      await postSays('lacks **Create Events**');
    });
    expect((await events()).map(({ name }) => name)).not.toContain(title);
    expect(await listed()).toContain(title);
    await callOff();
  });

  test('Send Messages: nothing is planned, and the host hears what to give', async () => {
    await withoutPermissions(app, host.guildId, Flag.SendMessages, async () => {
      const answer = await host.click(await ask(), 'Schedule it', slowMs);
      expect(answer.content).toContain('Send Messages');
    });
    expect(await listed()).toContain('Nothing is planned');
    expect((await events()).map(({ name }) => name)).not.toContain(title);
  });

  test('Send Messages, later on: the host is written to, once', async () => {
    const post = await schedule();
    await withoutPermissions(app, host.guildId, Flag.SendMessages | Flag.ViewChannel, async () => {
      await guest.rest(
        'PUT',
        `/guilds/${host.guildId}/scheduled-events/${(await events())[0]?.id}/users/@me`,
      );
      await host.waitForMessage(({ content }) => content.includes('I cannot write in'), slowMs);
    });
    expect(post.components).not.toEqual([]);
    expect(await listed()).toContain(title);
    await callOff();
  });

  test('Create Public Threads and Manage Threads: what belongs in the thread is said in the channel', async () => {
    const threads = Flag.CreatePublicThreads | Flag.ManageThreads;
    const post = await schedule({ capacity: 1 });
    await host.click(post, 'Going', slowMs);
    await guest.click(post, 'Going', slowMs);
    await withoutPermissions(app, host.guildId, threads, async () => {
      await host.click(post, 'Can’t', slowMs);
      const told = await guest.waitForMessage(({ content }) => content.includes('A place is free'), slowMs);
      expect(told.channel_id).toBe(textChannel);
    });
    await callOff();
  });
});

describe('the voice channel', () => {
  test('may not be entered (Connect): the host hears why, and goes on once it may', async () => {
    textChannel = host.channelId('ost-talk');
    const channel = host.channelId('Listening room');
    await schedule({ channel, mode: 'voice' });
    await expect.poll(async () => (await events()).map(({ name }) => name)).toContain(title);
    await withoutPermissions(app, host.guildId, Flag.Connect, async () => {
      time.move(3 * 3_600_000 + 1_000);
      const told = await guest.waitForMessage(
        ({ content }) => content.includes('I could not come into the channel.'),
        slowMs,
      );
      expect(told.content).toContain('Connect');
      await guest.waitForMessage(
        ({ embeds }) => JSON.stringify(embeds).includes('I lost my place in the channel'),
        slowMs,
      );
    });
    await run('party resume');
    await expect
      .poll(() => app.server.voice.members().some(({ userId }) => userId === host.applicationId), {
        timeout: slowMs,
      })
      .toBe(true);
    await run('party end');
    await guest.waitForMessage(({ embeds }) => embeds[0]?.title === `That was ${title}`, slowMs);
  });
});

describe('what was there is gone', () => {
  test('the voice channel, before the party: it is off, and its post says why', async () => {
    textChannel = host.channelId('ost-talk');
    const channel = await newChannel(2);
    await schedule({ channel, mode: 'voice' });
    await host.rest('DELETE', `/channels/${channel}`);
    await postSays('Its channel was deleted.');
    expect(await listed()).toContain('Nothing is planned');
  });

  test('the voice channel, during the party: it ends in a recap', async () => {
    const channel = await newChannel(2);
    await host.joinVoice(channel);
    await schedule({ channel, mode: 'voice' });
    await expect.poll(async () => (await events()).map(({ name }) => name)).toContain(title);
    await begin();
    await guest.waitForMessage(
      ({ embeds }) => JSON.stringify(embeds).includes(`Welcome to ${title}`),
      slowMs,
    );
    await host.rest('DELETE', `/channels/${channel}`);
    await guest.waitForMessage(({ embeds }) => embeds[0]?.title === `That was ${title}`, slowMs);
    expect(await listed()).toContain('Nothing is planned');
    expect(app.server.voice.members()).toEqual([]);
  });

  test('the channel of its post: it is off, and the host is written to', async () => {
    const channel = await newChannel(0);
    textChannel = channel;
    await schedule();
    await host.rest('DELETE', `/channels/${channel}`);
    const told = await host.waitForMessage(({ content }) => content.includes(`**${title}** is called off`));
    expect(told.content).toContain('Its channel was deleted.');
    textChannel = host.channelId('ost-talk');
    expect(await listed()).toContain('Nothing is planned');
    await expect.poll(async () => (await events()).map(({ name }) => name)).not.toContain(title);
  });
});

describe('Discord’s own event', () => {
  const change = async (body: object): Promise<void> => {
    await expect.poll(async () => (await events()).map(({ name }) => name)).toContain(title);
    const event = (await events()).find(({ name }) => name === title);
    await host.rest('PATCH', `/guilds/${host.guildId}/scheduled-events/${event?.id}`, body);
  };

  test('is renamed, moved to another time and another channel: so is the party', async () => {
    textChannel = host.channelId('ost-talk');
    await schedule({ channel: host.channelId('Listening room'), mode: 'voice' });
    const other = await newChannel(2);
    const startsAt = Math.floor(time.clock.now() / 60_000) * 60_000 + 5 * 3_600_000;
    await change({
      name: `${title} moved`,
      scheduled_start_time: new Date(startsAt).toISOString(),
      channel_id: other,
    });
    title = `${title} moved`;
    const post = await guest.waitForMessage(
      ({ embeds }) => embeds[0]?.title === title && JSON.stringify(embeds).includes(`<#${other}>`),
      slowMs,
    );
    expect(JSON.stringify(post.embeds)).toContain(`<t:${startsAt / 1_000}:F>`);
    await callOff();
  });

  test('is cancelled: the party is off, and its post says why', async () => {
    await schedule();
    await change({ status: Status.Canceled });
    await postSays('Its server event was cancelled.');
    expect(await listed()).toContain('Nothing is planned');
  });

  test('is deleted: the party is off, its post says why, and no second one is made', async () => {
    await schedule();
    await expect.poll(async () => (await events()).map(({ name }) => name)).toContain(title);
    const event = (await events()).find(({ name }) => name === title);
    await host.rest('DELETE', `/guilds/${host.guildId}/scheduled-events/${event?.id}`);
    await postSays('Its server event was deleted.');
    expect((await events()).map(({ name }) => name)).not.toContain(title);
  });
});

describe('Discord is full or unwell', () => {
  test('a hundred events: the party stands without one, and says so', async () => {
    textChannel = host.channelId('ost-talk');
    const made: string[] = [];
    for (let left = 100 - (await events()).length; left > 0; left -= 1) {
      const { body } = await host.rest('POST', `/guilds/${host.guildId}/scheduled-events`, {
        name: `Busy ${left}`,
        privacy_level: 2,
        entity_type: 3,
        entity_metadata: { location: 'Elsewhere' },
        scheduled_start_time: new Date(time.clock.now() + 3_600_000).toISOString(),
        scheduled_end_time: new Date(time.clock.now() + 7_200_000).toISOString(),
      });
      made.push((body as APIGuildScheduledEvent).id);
    }
    await schedule();
    await postSays('100 events already');
    await callOff();
    for (const id of made) await host.rest('DELETE', `/guilds/${host.guildId}/scheduled-events/${id}`);
  });

  test('500 for every event: the party stands without one, and gets it with the next change', async () => {
    app.server.setFault(({ method, path }) =>
      method === 'POST' && path.endsWith('/scheduled-events')
        ? { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
        : undefined,
    );
    await schedule();
    await postSays('Discord did not take the server event just now');
    app.server.setFault(undefined);
    const modal = await host.commandForModal('party edit', {}, { channelId: textChannel, timeoutMs: slowMs });
    title = `${title} again`;
    await host.submitModal(modal, { title, when: '', capacity: '', minutes: '60', requests: '3' }, slowMs);
    await expect
      .poll(async () => (await events()).map(({ name }) => name), { timeout: slowMs })
      .toContain(title);
    await guest.waitForMessage(
      ({ embeds }) => embeds[0]?.title === title && !embeds[0].description?.includes('did not take'),
      slowMs,
    );
    await callOff();
  }, 60_000);

  test.each([500, 429])('%i for the first posts: the post comes all the same, once', async (status) => {
    let refused = 0;
    app.server.setFault(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/messages') || refused === 2) return undefined;
      refused += 1;
      const limited = { message: 'You are being rate limited.', retry_after: 0.2, global: false };
      return { status, body: status === 429 ? limited : { message: 'unwell', code: 0 } };
    });
    await schedule();
    expect(refused).toBe(2);
    const posts = [...guest.messages.values()].filter(({ embeds }) => embeds[0]?.title === title);
    expect(posts).toHaveLength(1);
    expect(await listed()).toContain(title);
    await callOff();
  });

  test.each([500, 429])(
    '%i as it reminds, begins and ends: each is said once, a little later',
    async (status) => {
      await schedule({ mode: 'link-only' });
      /** Refuses so many posts that the library's own tries are over, and lets the party try again. */
      const through = async (act: () => Promise<unknown>, words: string) => {
        let left = status === 500 ? 5 : 2;
        app.server.setFault(({ method, path }) => {
          if (method !== 'POST' || !path.endsWith('/messages') || left === 0) return undefined;
          left -= 1;
          const limited = { message: 'You are being rate limited.', retry_after: 0.2, global: false };
          return { status, body: status === 429 ? limited : { message: 'unwell', code: 0 } };
        });
        await act();
        const says = ({ content, embeds }: APIMessage) =>
          `${content}${JSON.stringify(embeds)}`.includes(words);
        await expect
          .poll(
            () => {
              time.move(1_000);
              return [...guest.messages.values()].filter(says).length;
            },
            { timeout: slowMs, interval: 250 },
          )
          .toBe(1);
        expect(left).toBe(0);
        app.server.setFault(undefined);
      };
      const move = (ms: number) => () => {
        time.move(ms);
        return Promise.resolve();
      };
      await through(move(2 * 3_600_000 + 1_000), `**${title}** begins`);
      await through(move(3_600_000), `Welcome to ${title}`);
      await through(() => run('party end'), `That was ${title}`);
    },
  );
});
