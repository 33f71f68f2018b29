import { setTimeout as delay } from 'node:timers/promises';
import type { APIGuildScheduledEvent, APIMessage } from 'discord-api-types/v10';
import { ComponentType, GuildScheduledEventStatus as Status } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

let app: TestApp;
let host: Fan;
let guest: Fan;
let textChannel: string;
let voiceChannel: string;
beforeAll(async () => {
  app = await startTestApp();
  host = await app.fan('dana');
  guest = await app.fan('lucia');
  textChannel = host.channelId('ost-talk');
  voiceChannel = host.channelId('Listening room');
});
afterAll(() => app.stop());

/** As the host, at a pace a person has: too quick is answered by "try again". */
const run = async (name: string, options: Record<string, string | number> = {}): Promise<APIMessage> => {
  for (;;) {
    const answer = await host.command(name, options, { channelId: textChannel });
    if (!answer.content.startsWith('That was quick')) return answer;
    await delay(1_100);
  }
};

let titles = 0;
let title = '';

const events = async (): Promise<APIGuildScheduledEvent[]> =>
  (await host.rest('GET', `/guilds/${host.guildId}/scheduled-events`)).body as APIGuildScheduledEvent[];
const eventOf = async (name: string) => (await events()).find((event) => event.name === name);

const isPost = (message: APIMessage) =>
  message.embeds[0]?.title === title && message.embeds[0].fields?.[0]?.name === 'When';

/** Schedules a party and resolves to its post. */
const schedule = async (options: Record<string, string | number> = {}): Promise<APIMessage> => {
  titles += 1;
  title = `OST night ${titles}`;
  const asked = await run('party schedule', { title, when: 'in 3 hours', ...options });
  expect(asked.content).toContain(title);
  const done = await host.click(asked, 'Schedule it');
  expect(done.content).toContain('is scheduled');
  const post = await guest.waitForMessage(isPost);
  await expect.poll(() => eventOf(title)).toBeDefined();
  return post;
};

const cardWith = (words: string) => (message: APIMessage) =>
  message.channel_id === textChannel && JSON.stringify(message.embeds).includes(words);

/** A party of a series is asked about in other words. */
const callOff = (asked: APIMessage) =>
  host.click(
    asked,
    JSON.stringify(asked.components).includes('All of the series') ? 'All of the series' : 'Call it off',
  );

/** Nothing of a test is left for the next one. */
afterEach(async () => {
  await run('party end');
  for (let left = 9; left > 0; left -= 1) {
    const asked = await run('party cancel');
    const [row] = asked.components ?? [];
    if (row?.type !== ComponentType.ActionRow) return;
    const [first] = row.components;
    if (first?.type === ComponentType.StringSelect) {
      const picked = await host.select(asked, first.custom_id, [first.options[0]!.value]);
      await callOff(picked);
      continue;
    }
    await callOff(asked);
  }
});

describe('a party on the playground', () => {
  test('refuses the past and the ambiguous with a sentence', async () => {
    const ask = async (when: string) => (await run('party schedule', { title: 'x', when })).content;
    expect(await ask('fri 9')).toContain('9 in the morning or in the evening?');
    expect(await ask('yesterday 9pm')).toContain('Name a time to come.');
    expect(await ask('banana *bold*')).toContain('I cannot read “banana \\*bold\\*”');
  });

  test('has an event of its own and answers in the post, also from who is interested', async () => {
    const post = await schedule({ capacity: 1 });
    const event = await eventOf(title);
    expect(event?.status).toBe(Status.Scheduled);
    await host.click(post, 'Going');
    await host.waitForMessage(({ content }) => content.includes('See you there'));
    await guest.click(post, 'Going');
    await guest.waitForMessage(({ content }) => content.includes('number 1 on the waitlist'));
    const full = await guest.waitForMessage(
      (message) => isPost(message) && JSON.stringify(message.embeds).includes('Waitlist'),
    );
    expect(full.id).toBe(post.id);
    await host.click(post, 'Can’t');
    await guest.waitForMessage(
      ({ content }) => content.includes('A place is free') && content.includes(guest.user.id),
    );
    const third = await app.fan('minseo');
    await third.setInterested(event!.id, true);
    await guest.waitForMessage(
      (message) => isPost(message) && JSON.stringify(message.embeds).includes('Interested'),
    );
  });

  test('begins at once when it is for now', async () => {
    titles += 1;
    title = `OST night ${titles}`;
    const asked = await run('party schedule', { title, when: 'now', mode: 'link-only' });
    const done = await host.click(asked, 'Schedule it');
    expect(done.content).toContain('begins now');
    await guest.waitForMessage(cardWith(`Welcome to ${title}`), 20_000);
    await expect.poll(async () => (await eventOf(title))?.status).toBe(Status.Active);
    expect((await eventOf(title))?.description).not.toContain('#');
  });

  test('has hosts who take turns, chosen before it is planned and changed in its post', async () => {
    titles += 1;
    title = `OST night ${titles}`;
    const asked = await run('party schedule', { title, when: 'in 3 hours', repeat: 'weekly' });
    const [row] = asked.components ?? [];
    const pick = row?.type === ComponentType.ActionRow ? row.components[0] : undefined;
    if (pick?.type !== ComponentType.UserSelect) throw new Error('No hosts can be chosen.');
    const chosen = await host.select(asked, pick.custom_id, [guest.user.id, host.user.id]);
    expect(chosen.content).toContain(`<@${guest.user.id}> hosts`);
    await host.click(chosen, 'Schedule it');
    const post = await guest.waitForMessage(isPost);
    const hostField = post.embeds[0]?.fields?.find(({ name }) => name === 'Host');
    expect(hostField?.value).toBe(`<@${guest.user.id}>\nnext time <@${host.user.id}>`);
    await expect.poll(async () => (await eventOf(title))?.description).toContain(`<@${guest.user.id}>`);
    // The host of the night may change the rota, also away from themselves.
    const rota = await guest.click(post, 'Hosts');
    const [hosts] = rota.components ?? [];
    const again = hosts?.type === ComponentType.ActionRow ? hosts.components[0] : undefined;
    if (again?.type !== ComponentType.UserSelect) throw new Error('The hosts cannot be changed.');
    await guest.select(rota, again.custom_id, [host.user.id]);
    const changed = await guest.waitForMessage(
      (message) =>
        isPost(message) &&
        message.embeds[0]?.fields?.find(({ name }) => name === 'Host')?.value === `<@${host.user.id}>`,
    );
    expect(changed.id).toBe(post.id);
  });

  test('follows a change and an end in Discord’s own event', async () => {
    await schedule();
    const event = await eventOf(title);
    const owner = await app.fan('minseo');
    const renamed = `${title} renamed`;
    const answer = await owner.rest('PATCH', `/guilds/${host.guildId}/scheduled-events/${event!.id}`, {
      name: renamed,
    });
    expect(answer.status).toBe(200);
    await guest.waitForMessage((message) => message.embeds[0]?.title === renamed);
    await owner.rest('DELETE', `/guilds/${host.guildId}/scheduled-events/${event!.id}`);
    const off = await guest.waitForMessage(
      (message) => message.embeds[0]?.description?.includes('Its server event was deleted') === true,
    );
    expect(off.components).toEqual([]);
    expect((await run('party list')).content).toContain('Nothing is planned');
  });

  test('runs link-only from the welcome to the recap, through a restart', async () => {
    await host.joinVoice(voiceChannel);
    const post = await schedule({ theme: 'mood:romantic', minutes: 30, mode: 'link-only' });
    expect(post.embeds[0]?.description).toContain('because it is romantic');
    const list = await run('party setlist');
    expect(list.embeds[0]?.description).toContain('Opening');
    const added = await guest.command(
      'party add',
      { query: 'Stay With Me Chanyeol' },
      { channelId: textChannel },
    );
    expect(added.content).toContain('is in the set list');
    // Discord's own "start" opens the doors.
    const event = await eventOf(title);
    const owner = await app.fan('minseo');
    await owner.rest('PATCH', `/guilds/${host.guildId}/scheduled-events/${event!.id}`, {
      status: Status.Active,
    });
    const welcome = await guest.waitForMessage(cardWith(`Welcome to ${title}`), 20_000);
    await host.click(welcome, 'Begin now').catch(() => undefined);
    const card = await guest.waitForMessage(cardWith('Press play'), 25_000);
    expect(card.id).toBe(welcome.id);
    await app.restart();
    // The card changes with the press too, and may be faster than the answer.
    await guest.click(card, '♥ Save');
    await guest.waitForMessage(({ content }) => content.includes('Saved, at 0:00'));
    await guest.click(card, 'What did I miss?');
    await guest.waitForMessage(({ content }) => content.includes('this is the first track'));
    const paused = await run('party pause');
    expect(paused.content).toBe('Paused.');
    await run('party resume');
    await run('party end');
    const recap = await guest.waitForMessage(cardWith(`That was ${title}`), 25_000);
    expect(recap.embeds[0]?.description).toContain('1 save');
    expect(recap.attachments[0]).toMatchObject({
      filename: 'recap.png',
      description: expect.stringContaining(title) as string,
    });
    await guest.click(recap, 'Take it home');
    await guest.waitForMessage(({ attachments }) =>
      attachments.some(({ filename }) => filename === 'party.m3u8'),
    );
    await expect.poll(async () => (await eventOf(title))?.status).toBe(Status.Completed);
    expect((await events()).filter(({ name }) => name === title)).toHaveLength(1);
    await host.leaveVoice();
  }, 90_000);
});
