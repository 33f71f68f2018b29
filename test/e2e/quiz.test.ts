import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

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

const isRound = (number: number) => (message: APIMessage) =>
  message.embeds[0]?.author?.name.startsWith(`Round ${number} of`) === true &&
  message.channel_id === channelId;
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? '';
const isOpen = (message: APIMessage) => titleOf(message) === 'Which drama is this song from?';
const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
const isRecap = (message: APIMessage) => titleOf(message) === 'Quiz over';
const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;

/** Messages of earlier tests must not answer for later ones. */
const after = (message: APIMessage, fits: (later: APIMessage) => boolean) => (later: APIMessage) =>
  BigInt(later.id) > BigInt(message.id) && fits(later);

let start: APIMessage | undefined;
const startQuiz = async (settings: Record<string, string | number>): Promise<APIMessage> => {
  start = await host.command('quiz start', settings, { channelId });
  return start;
};

/** Ends the test's game and waits for its recap, so that nothing of it is left to come. */
afterEach(async () => {
  if (start === undefined) return;
  await host.command('quiz stop', {}, { channelId });
  await host.waitForMessage(after(start, isRecap));
  start = undefined;
});

describe('a text quiz', () => {
  test('is announced, asks, reveals and ends in a recap', async () => {
    const started = await startQuiz({ rounds: 2, seconds: 5 });
    expect(started.content).toContain('2 rounds of 5 s');
    const first = await guest.waitForMessage(
      after(started, (message) => isRound(1)(message) && isOpen(message)),
    );
    const revealed = await guest.waitForMessage(
      after(started, (message) => isRound(1)(message) && isReveal(message)),
      9_000,
    );
    expect(revealed.id).toBe(first.id);
    expect(revealed.embeds[0]?.description).toContain('Nobody got this one');
    await guest.waitForMessage(
      after(first, (message) => isRound(2)(message) && isOpen(message)),
      9_000,
    );
    const recap = await guest.waitForMessage(after(first, isRecap), 20_000);
    expect(recap.embeds[0]?.fields?.[0]?.value.split('\n')).toHaveLength(2);
  });

  test('answers a guess privately, says so when it is wrong and keeps the score', async () => {
    const started = await startQuiz({ rounds: 1, seconds: 60, years: '2016' });
    await guest.waitForMessage(after(started, isOpen));
    const wrong = await guest.command('guess', { answer: 'Squid Game' }, { channelId });
    expect(isPrivate(wrong)).toBe(true);
    expect(wrong.content).toContain('is not it');
    const scores = await guest.command('quiz scores', {}, { channelId });
    expect(scores.embeds[0]?.description).toContain('No points yet');
  });

  test('suggests titles in every script', async () => {
    const choices = await guest.autocomplete('guess', { answer: '도깨비' }, 'answer', { channelId });
    expect(choices[0]?.name).toContain('Guardian');
  });

  test('is one at a time, and only its host or a moderator stops it', async () => {
    await startQuiz({ rounds: 1, seconds: 60 });
    const second = await guest.command('quiz start', {}, { channelId });
    expect(isPrivate(second)).toBe(true);
    expect(second.content).toContain(`<#${channelId}>`);
    expect((await guest.command('quiz stop', {}, { channelId })).content).toContain('Only the host');
  });

  test('says what is wrong with its settings', async () => {
    const years = await host.command('quiz start', { years: 'long ago' }, { channelId });
    expect(years.content).toContain('I cannot read');
    const few = await host.command('quiz start', { years: '1990', rounds: 50 }, { channelId });
    expect(few.content).toMatch(/Only \d+ songs? fits? these settings/);
  });

  test('goes on in the same message after a restart', async () => {
    const started = await startQuiz({ rounds: 1, seconds: 20 });
    const open = await guest.waitForMessage(after(started, isOpen));
    await app.restart();
    const revealed = await guest.waitForMessage(after(started, isReveal), 25_000);
    expect(revealed.id).toBe(open.id);
  });
});
