import type { APIMessage } from 'discord-api-types/v10';
import { MessageFlags } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteBot, removeBot } from '../../src/playground/server/world/build.ts';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import type { Fan } from '../support/fan.ts';

let app: TestApp;
let owner: Fan;
let lucia: Fan;
beforeAll(async () => {
  app = await startTestApp();
  owner = await app.fan('minseo');
  lucia = await app.fan('lucia');
});
afterAll(() => app.stop());

const isPrivate = ({ flags }: APIMessage) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
const field = (message: APIMessage, name: string): string =>
  message.embeds[0]?.fields?.find((one) => one.name === name)?.value ?? '';

describe('/settings', () => {
  test('is for moderators', async () => {
    await expect(lucia.command('settings view')).rejects.toThrow();
  });

  test('shows the defaults', async () => {
    const shown = await owner.command('settings view');
    expect(isPrivate(shown)).toBe(true);
    expect(field(shown, 'Language')).toBe('As Discord says: English');
    expect(field(shown, 'Time zone')).toContain('UTC, the bot’s own');
    expect(field(shown, 'DJ role')).toContain('None');
    expect(shown.components ?? []).toEqual([]);
  });

  test('suggests zones by city, refuses others, and ends the day of a puzzle by the one that is set', async () => {
    const choices = await owner.autocomplete('settings timezone', { zone: 'seo' }, 'zone');
    expect(choices[0]?.value).toBe('Asia/Seoul');
    const refused = await owner.command('settings timezone', { zone: 'Atlantis' });
    expect(refused.content).toContain('I know no time zone “Atlantis”');
    // Kiritimati and Niue never share a day.
    const days = [];
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Niue']) {
      expect(field(await owner.command('settings timezone', { zone }), 'Time zone')).toContain(zone);
      days.push(/\d{4}-\d{2}-\d{2}/.exec(JSON.stringify((await lucia.command('daily')).embeds))?.[0]);
    }
    expect(days[0]).toBeDefined();
    expect(days[0]).not.toBe(days[1]);
  });

  test('are kept over a restart, undone and reset', async () => {
    const changed = await owner.command('settings timezone', { zone: 'Asia/Seoul' });
    await app.restart();
    expect(field(await owner.command('settings view'), 'Time zone')).toContain('Asia/Seoul');
    const undone = await owner.click(changed, 'Undo');
    expect(field(undone, 'Time zone')).toContain('Pacific/Niue');
    const reset = await owner.click(undone, 'Reset time zone');
    expect(field(reset, 'Time zone')).toContain('UTC');
  });

  test('say where quizzes are played, for everybody but moderators', async () => {
    const channelId = owner.channelId('quiz-night');
    const set = await owner.command('settings channels', { quiz: channelId });
    expect(field(set, 'Channel for quizzes')).toBe(`<#${channelId}>`);
    expect(field(set, 'Channel for parties')).toBe('Any');
    const elsewhere = await lucia.command('quiz start');
    expect(elsewhere.content).toContain(`<#${channelId}>`);
    const back = await owner.click(set, 'Undo');
    expect(field(back, 'Channel for quizzes')).toBe('Any');
  });

  test('keep the DJ role', async () => {
    const roles = (await owner.rest('GET', `/guilds/${owner.guildId}/roles`)).body as { id: string }[];
    const role = roles[0]?.id ?? '';
    const set = await owner.command('settings dj-role', { role });
    expect(field(set, 'DJ role')).toBe(`<@&${role}>`);
    expect(field(await owner.click(set, 'Reset DJ role'), 'DJ role')).toContain('None');
  });

  test('are forgotten when the bot is removed', async () => {
    await owner.command('settings timezone', { zone: 'Asia/Seoul' });
    const { world } = app.server;
    const guild = world.guilds.get(owner.guildId)!;
    removeBot(world, guild);
    inviteBot(world, guild);
    const zone = async () => field(await owner.command('settings view'), 'Time zone');
    await expect.poll(zone, { timeout: 10_000 }).toContain('UTC');
    await app.restart();
    expect(await zone()).toContain('UTC');
  });
});
