import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVoiceWorld, openWorldMs } from '../support/voice-world.ts';
import type { VoiceWorld } from '../support/voice-world.ts';

/** Games with sound as they should go: one bot, each game in a server of its own, all at the same time. */
let world: VoiceWorld;
beforeAll(async () => {
  world = await openVoiceWorld({ songs: 2, lengthMs: 40_000 });
}, openWorldMs);
afterAll(() => world.stop());

const testMs = 120_000;
const isTone = (hz: number) => Object.values(world.tones).some((tone) => Math.abs(tone - hz) < 3);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.concurrent('side by side', () => {
  test.each(['classic', 'choice', 'lives', 'sudden-death', 'teams', 'ladder'])(
    'mode %s: a round is heard, answered and goes on through the reveal',
    async (mode) => {
      const table = await world.table();
      const { botId, channelId, guest, guildId, host } = table;
      const ear = await table.listen();
      await table.listen(guest);
      const started = await table.start({ mode, rounds: 2, seconds: 30 });
      if (mode === 'teams') {
        const lobby = await table.see(({ embeds }) => embeds[0]?.title === 'Pick a side');
        // It changes the message only when the round opens, which is waited for below.
        await host.click(lobby, 'Begin now', 100).catch(() => undefined);
      }
      expect(started.content).toContain('With sound');
      const round = await table.open(1);
      await ear.waitForPackets(mode === 'ladder' ? 20 : 60, { from: botId });
      expect(round.components?.length).toBeGreaterThan(0);

      const [answer] = await world.app.answerIds(guildId);
      await guest.command('guess', { answer: `#${answer}` }, { channelId });
      await table.revealed(1);
      ear.clear();
      await ear.waitForPackets(50, { from: botId });
      expect(isTone(ear.record(botId).frequencyHz())).toBe(true);
      await table.end();
    },
    testMs,
  );

  test(
    'a skip cuts at once',
    async () => {
      const table = await world.table();
      const { botId, channelId, host } = table;
      const { ear } = await table.heardRound(60, { rounds: 2 });
      await host.command('quiz skip', {}, { channelId });
      await table.revealed(1);
      await pause(300);
      ear.clear();
      await pause(1_000);
      expect(ear.record(botId).packets).toEqual([]);
      await table.end();
    },
    testMs,
  );

  test(
    'a clip is played again for whoever asks',
    async () => {
      const table = await world.table();
      const { botId, host } = table;
      const { ear, round } = await table.heardRound(60, { mode: 'ladder' });
      await pause(1_000);
      ear.clear();
      await host.click(round, '▶ Again', 100).catch(() => undefined);
      await ear.waitForPackets(20, { from: botId, timeoutMs: 5_000 });
      await table.end();
    },
    testMs,
  );

  test(
    'songs without sound follow those that have it, in text, and it says so',
    async () => {
      const table = await world.table();
      await table.listen();
      await table.start({ rounds: 3, seconds: 120 });
      for (const number of [1, 2]) {
        await table.open(number);
        await table.host.command('quiz skip', {}, { channelId: table.channelId });
        await table.revealed(number);
      }
      await table.inText(3);
      await table.end();
    },
    testMs,
  );

  test(
    'with nobody in the channel the game waits, and goes on when somebody is back',
    async () => {
      const table = await world.table();
      const { botId, guest } = table;
      const { ear } = await table.heardRound(60);
      await ear.leave();
      await table.said('Everybody has left');
      expect(table.hasSession()).toBe(true);
      const back = await table.listen(guest);
      await back.waitForPackets(50, { from: botId });
      await table.said('is the host of this quiz now');
      await table.ends(guest);
    },
    testMs,
  );

  test(
    'auto plays in text, and says why, for a host who is in no voice channel',
    async () => {
      const table = await world.table();
      const started = await table.start({ play: 'auto', rounds: 1 });
      expect(started.content).toContain('With written clues.');
      await table.end();
    },
    testMs,
  );

  test(
    'voice without a voice channel is refused with what to do',
    async () => {
      const table = await world.table();
      const refused = await table.start({ rounds: 1 });
      expect(refused.content).toContain('join a voice channel');
    },
    testMs,
  );
});
