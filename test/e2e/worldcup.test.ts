import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

const slowMs = 20_000;
const testMs = 240_000;

let app: TestApp;
let host: Fan;
let guest: Fan;
let channelId: string;
beforeAll(async () => {
  app = await startTestApp();
  host = await app.fan('dana');
  guest = await app.fan('lucia');
  channelId = host.channelId('quiz-night');
});
afterAll(() => app.stop());

let start: APIMessage;
const startCup = async (options: Record<string, string | number>): Promise<APIMessage> => {
  start = await host.command('worldcup start', options, { channelId, timeoutMs: slowMs });
  return start;
};
afterEach(async () => {
  await host.command('worldcup stop', {}, { channelId, timeoutMs: slowMs });
});

const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const titleOf = ({ embeds }: APIMessage) => embeds[0]?.title ?? '';
const textOf = ({ embeds }: APIMessage) => embeds[0]?.description ?? '';
const labelsOf = (message: APIMessage): string[] =>
  (message.components ?? []).flatMap((row) =>
    'components' in row ? row.components.flatMap((part) => ('label' in part ? (part.label ?? '') : [])) : [],
  );
const ofCup = (fits: (message: APIMessage) => boolean) => (message: APIMessage) =>
  BigInt(message.id) > BigInt(start.id) &&
  message.channel_id === channelId &&
  !isPrivate(message) &&
  fits(message);
const next = (fits: (message: APIMessage) => boolean): Promise<APIMessage> =>
  guest.waitForMessage(ofCup(fits), slowMs);
const open = (title: string) =>
  next((message) => titleOf(message) === title && labelsOf(message).includes('Pause'));
const result = (title: string) =>
  next((message) => titleOf(message) === title && textOf(message).includes('goes through'));
const posted = () => [...guest.messages.values()].filter(ofCup(() => true));

const vote = async (fan: Fan, message: APIMessage, side: 'a' | 'b') => {
  const known = new Set(fan.messages.keys());
  // The card may be edited before the answer comes, which would be taken for it.
  await fan.click(message, labelsOf(message)[side === 'a' ? 0 : 1] ?? '', slowMs);
  return fan.waitForMessage((answer) => !known.has(answer.id) && isPrivate(answer), slowMs);
};

describe('a World Cup', () => {
  test(
    'goes from the start to the champion, stopped and started again between every two steps',
    async () => {
      const started = await startCup({ size: 4, seconds: 10, theme: 'romantic' });
      expect(started.content).toContain('World Cup of 4 songs');
      expect(started.content).toContain('Mood: Romantic');
      for (const title of ['Semi-finals · pair 1 of 2', 'Semi-finals · pair 2 of 2', 'Final']) {
        const pair = await open(title);
        expect(pair.attachments[0]?.filename).toBe('bracket.png');
        const [, second = ''] = labelsOf(pair);
        await app.restart();
        const first = await vote(guest, pair, 'a');
        expect(isPrivate(first)).toBe(true);
        expect(first.content).toContain('Your vote');
        await app.restart();
        expect((await vote(guest, pair, 'b')).content).toContain('Changed');
        expect((await vote(host, pair, 'b')).content).toContain(second);
        const counted = await next(
          (message) => message.id === pair.id && textOf(message).includes('2 votes so far'),
        );
        // The picture stays where it is while votes come in.
        expect(counted.attachments[0]?.filename).toBe('bracket.png');
        await app.restart();
        const decided = await result(title);
        expect(decided.id).toBe(pair.id);
        expect(textOf(decided)).toContain('2 to 0');
        await app.restart();
      }
      const champion = await next((message) => titleOf(message).startsWith('🏆'));
      expect(textOf(champion)).toContain('6 votes of 2 members');
      expect(labelsOf(champion)).toEqual(expect.arrayContaining(['Spotify', 'Melon', 'Save']));
      expect(champion.attachments[0]?.filename).toBe('bracket.png');
      await app.restart();
      const status = await guest.command('worldcup status', {}, { channelId, timeoutMs: slowMs });
      expect(status.embeds[0]?.title).toBe('Hall of fame');
      expect(textOf(status)).toContain(titleOf(champion).replace('🏆 ', ''));
      // Three pairs and the champion, each posted once.
      expect(posted()).toHaveLength(4);
    },
    testMs,
  );

  test(
    'is paused for days, resumed and stopped by its host',
    async () => {
      await startCup({ size: 4, seconds: 86_400 });
      const pair = await open('Semi-finals · pair 1 of 2');
      expect((await guest.click(pair, 'Pause', slowMs)).content).toContain('Only the host');
      await host.click(pair, 'Pause', slowMs);
      const paused = await next((message) => message.id === pair.id && labelsOf(message).includes('Resume'));
      expect((await host.command('worldcup start', {}, { channelId, timeoutMs: slowMs })).content).toContain(
        'already',
      );
      await app.restart();
      await host.click(paused, 'Resume', slowMs);
      await next((message) => message.id === pair.id && labelsOf(message).includes('Pause'));
      const status = await guest.command('worldcup status', {}, { channelId, timeoutMs: slowMs });
      expect(isPrivate(status)).toBe(true);
      expect(status.attachments[0]?.filename).toBe('bracket.png');
      // Who cannot find the message votes from here.
      expect((await vote(guest, status, 'a')).content).toContain('Your vote');
      await host.command('worldcup stop', {}, { channelId, timeoutMs: slowMs });
      const stopped = await next(({ content }) => content.includes('stopped the World Cup'));
      expect(stopped.id).toBe(pair.id);
      expect((await vote(guest, status, 'b')).content).toContain('No World Cup');
    },
    testMs,
  );
});

describe('its theme', () => {
  test('is suggested by mood, drama, artist and years', async () => {
    const suggest = (theme: string) => host.autocomplete('worldcup start', { theme }, 'theme');
    expect((await suggest('')).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['All songs', 'Favourites of this server', 'Years: 2010-2019', 'Mood: Sweet']),
    );
    expect((await suggest('2016')).map(({ value }) => value)).toContain('years=2016');
    expect((await suggest('도깨비'))[0]?.name).toMatch(/^Drama: .*· \d+ songs$/);
    expect((await suggest('heize')).map(({ value }) => value)).toContain('artist=heize');
  });

  test('may be typed by hand, and says when it has too few songs or means nothing', async () => {
    const goblin = await startCup({ size: 4, seconds: 60, theme: 'goblin' });
    expect(goblin.content).toContain('Drama: Guardian');
    await host.command('worldcup stop', {}, { channelId });
    const few = await host.command('worldcup start', { size: 64, theme: 'goblin' }, { channelId });
    expect(isPrivate(few)).toBe(true);
    expect(few.content).toMatch(/\d+ songs fit this theme, and a cup of 64 wants 64\. Pick `size: \d+`/);
    const nothing = await host.command('worldcup start', { theme: 'xqzzwv' }, { channelId });
    expect(nothing.content).toContain('I know no theme “xqzzwv”');
    const none = await host.command('worldcup start', { theme: 'favourites', size: 4 }, { channelId });
    expect(none.content).toContain('Pick a wider theme');
  });
});
