import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toReference } from '../../src/core/catalogue/reference.ts';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

let app: TestApp;
let dana: Fan;
let lucia: Fan;
let channelId: string;
beforeAll(async () => {
  app = await startTestApp();
  dana = await app.fan('dana');
  lucia = await app.fan('lucia');
  channelId = dana.channelId('quiz-night');
});
afterAll(() => app.stop());

const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const isRecap = ({ embeds }: APIMessage) => embeds[0]?.title === 'Quiz over';
const descriptionOf = ({ embeds }: APIMessage) => embeds[0]?.description ?? '';

describe('a member’s own lists', () => {
  test('save, list, export, remove and undo, all privately', async () => {
    const [choice] = await dana.autocomplete('favourites add', { song: 'stay with me' }, 'song');
    const saved = await dana.command('favourites add', { song: String(choice?.value) });
    expect(isPrivate(saved)).toBe(true);
    const listed = await dana.command('favourites list');
    expect(descriptionOf(listed)).toContain('Stay With Me');
    const exported = await dana.command('favourites export');
    expect(exported.attachments[0]?.filename).toBe('favourites.csv');
    const removed = await dana.command('favourites remove', { song: 'stay with me' });
    expect(removed.content).toContain('off your favourites');
    expect((await dana.click(removed, 'Undo')).content).toContain('back in its place');
    expect(descriptionOf(await dana.command('favourites list'))).toContain('Stay With Me');
  });

  test('watched dramas are the pool of a quiz, and one too small offers a way out', async () => {
    await lucia.command('watched add', { drama: 'goblin' });
    const refused = await lucia.command('quiz start', { pool: 'watched', rounds: 50 }, { channelId });
    expect(isPrivate(refused)).toBe(true);
    const [row] = refused.components ?? [];
    const [button] = row !== undefined && 'components' in row ? row.components : [];
    const label = button !== undefined && 'label' in button ? (button.label ?? '') : '';
    expect(label).toMatch(/^From everything: /);
    expect((await lucia.click(refused, label)).content).toContain('50 rounds');
    await lucia.command('quiz stop', {}, { channelId });
    // Its recap must not answer for a later one.
    await lucia.waitForMessage(isRecap);
  });
});

test('points of a round are on the leaderboard and the card, also after a restart', async () => {
  const started = await dana.command('quiz start', { rounds: 1, seconds: 30 }, { channelId });
  await dana.waitForMessage(
    ({ id, embeds }) =>
      BigInt(id) > BigInt(started.id) && embeds[0]?.author?.name.startsWith('Round 1') === true,
  );
  const [answer = ''] = await app.answerIds(dana.guildId);
  await dana.command('guess', { answer: toReference(answer) }, { channelId });
  await dana.waitForMessage((message) => BigInt(message.id) > BigInt(started.id) && isRecap(message), 15_000);
  for (const restart of [false, true]) {
    if (restart) await app.restart();
    const board = await dana.command('leaderboard', { period: 'all' });
    expect(descriptionOf(board)).toMatch(/🥇 \*\*<@\d+>\*\* · 10 points · 1 of 1 right/);
  }
  const global = await lucia.command('leaderboard', { scope: 'global' });
  expect(descriptionOf(global)).toContain('10 points');
  const card = await lucia.contextMenu('OST profile', dana.user.id);
  expect(isPrivate(card)).toBe(true);
  expect(card.attachments[0]).toMatchObject({ filename: 'profile.png', content_type: 'image/png' });
  expect(card.attachments[0]?.description).toContain('Rank here: #1');
  const own = await lucia.command('profile', {});
  expect(isPrivate(own)).toBe(false);
});

test('the daily puzzle is one private message from the first clue to the share grid', async () => {
  const opened = await dana.command('daily', {}, { channelId });
  expect(isPrivate(opened)).toBe(true);
  const clue = await dana.click(opened, 'Next clue');
  expect(clue.id).toBe(opened.id);
  const form = await dana.clickForModal(clue, 'Answer');
  const wrong = await dana.submitModal(form, { answer: 'Squid Game' });
  expect(wrong.id).toBe(opened.id);
  expect(descriptionOf(wrong)).toContain('🟨⬛⬜⬜⬜⬜');
  let latest = wrong;
  for (let step = 3; step < 6; step += 1) latest = await dana.click(latest, 'Next clue');
  // The last step ends it, right or wrong; only a near miss would be free.
  for (const answer of ['My Mister', 'Vincenzo']) {
    if (!descriptionOf(latest).includes('⬜')) break;
    latest = await dana.submitModal(await dana.clickForModal(latest, 'Answer'), { answer });
  }
  const shared = await dana.click(latest, 'Share');
  expect(isPrivate(shared)).toBe(false);
  expect(shared.content).toContain('🟨⬛🟨🟨🟨');
  expect(shared.embeds).toEqual([]);
});
