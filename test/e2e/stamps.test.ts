import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

const slowMs = 20_000;

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

const textOf = ({ embeds }: APIMessage) => embeds[0]?.description ?? '';

test('a song recognised unaided is in the book when it is revealed, also after a restart; one with a hint is not', async () => {
  const book = async (fan: Fan): Promise<APIMessage> => {
    const profile = await fan.command('profile', {}, { channelId, timeoutMs: slowMs });
    const opened = await fan.click(profile, 'Stamp book', slowMs);
    expect(((opened.flags ?? 0) & MessageFlags.Ephemeral) !== 0).toBe(true);
    return opened;
  };
  const answer = async (number: number): Promise<void> => {
    await guest.waitForMessage(
      ({ embeds }) =>
        embeds[0]?.title === 'Which drama is this song from?' &&
        embeds[0].author?.name.startsWith(`Round ${number} of`) === true,
      slowMs,
    );
    if (number === 2) await host.command('quiz hint', {}, { channelId, timeoutMs: slowMs });
    const [id = ''] = await app.answerIds(host.guildId);
    await guest.command('guess', { answer: `#${id}` }, { channelId, timeoutMs: slowMs });
    await guest.waitForMessage(
      ({ embeds }) =>
        embeds[0]?.title?.startsWith('It was') === true &&
        embeds[0].author?.name.startsWith(`Round ${number} of`) === true,
      slowMs,
    );
  };
  expect(textOf(await book(guest))).toContain('No stamps yet');
  await host.command('quiz start', { rounds: 2, seconds: 60 }, { channelId, timeoutMs: slowMs });
  await answer(1);
  const first = await book(guest);
  expect(first.embeds[0]?.footer?.text).toMatch(/^1 stamp · /);
  await answer(2);
  await app.restart();
  const second = await book(guest);
  expect(second.embeds[0]?.footer?.text).toMatch(/^1 stamp · /);
  const artists = await guest.click(second, 'Artists', slowMs);
  expect(artists.embeds[0]?.title).toBe('Artists');
  expect(textOf(await book(host))).toContain('No stamps yet');
}, 120_000);
