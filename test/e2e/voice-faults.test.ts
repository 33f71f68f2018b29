import { readdir, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTurns } from '../support/turns.ts';
import type { VoiceListener } from '../support/voice-listener.ts';
import { openVoiceWorld, openWorldMs } from '../support/voice-world.ts';
import type { Table, VoiceWorld } from '../support/voice-world.ts';

/**
 * The network between the bot and Discord, broken in every way while a round is heard: one bot, each fault in a server of
 * its own, all at the same time.
 */
let world: VoiceWorld;
beforeAll(async () => {
  world = await openVoiceWorld({ songs: 2, lengthMs: 40_000 });
}, openWorldMs);
afterAll(() => world.stop());

const goesOn = async (table: Table, ear: VoiceListener) => {
  ear.clear();
  await ear.waitForPackets(50, { from: table.botId, timeoutMs: 30_000 });
  expect(ear.record(table.botId).undecryptable).toBe(0);
};

const testMs = 120_000;

describe.concurrent('side by side', () => {
  test.each([4006, 4015, 4017, 4014, 4009, 1000])(
    'the voice socket closes with %i: it is heard again, and the game ends',
    async (code) => {
      const table = await world.table();
      const { ear } = await table.heardRound(30);
      table.voice.closeSession(table.guildId, table.botId, code);
      await goesOn(table, ear);
      await table.ends();
    },
    testMs,
  );

  test(
    'the voice socket is cut without a word',
    async () => {
      const table = await world.table();
      const { ear } = await table.heardRound(30);
      table.voice.drop(table.guildId, table.botId);
      await goesOn(table, ear);
      await table.ends();
    },
    testMs,
  );

  test(
    'the region changes',
    async () => {
      const table = await world.table();
      const { ear } = await table.heardRound(30);
      table.voice.changeRegion(table.guildId);
      await goesOn(table, ear);
      await table.ends();
    },
    testMs,
  );

  test(
    'the voice server goes away and another one comes',
    async () => {
      const table = await world.table();
      const { ear } = await table.heardRound(30);
      table.voice.setAway(table.guildId, true);
      setTimeout(() => {
        table.voice.setAway(table.guildId, false);
      }, 2_000);
      await goesOn(table, ear);
      await table.ends();
    },
    testMs,
  );

  test(
    'it closes again and again: the game goes on in text, with a sentence',
    async () => {
      const table = await world.table();
      await table.heardRound(30);
      const closing = setInterval(() => {
        table.voice.closeSession(table.guildId, table.botId, 4006);
      }, 150);
      try {
        await table.inText(1);
        await table.said('I cannot reach the voice channel any more');
      } finally {
        clearInterval(closing);
      }
      await table.ends();
    },
    testMs,
  );

  test(
    'no datagram comes through for a while',
    async () => {
      const table = await world.table();
      const { ear } = await table.heardRound(30);
      table.voice.setBlackhole(table.guildId, true);
      setTimeout(() => {
        table.voice.setBlackhole(table.guildId, false);
      }, 3_000);
      await goesOn(table, ear);
      await table.ends();
    },
    testMs,
  );

  test(
    'every fourth datagram is lost',
    async () => {
      const table = await world.table();
      const { ear } = await table.heardRound(30);
      table.voice.setLoss(table.guildId, 0.25);
      await goesOn(table, ear);
      expect(ear.record(table.botId).lost).toBeGreaterThan(10);
      await table.ends();
    },
    testMs,
  );

  test(
    'two people come and one goes while it plays: the group changes, both hear all of it',
    async () => {
      const table = await world.table();
      const { botId, guest } = table;
      const { ear } = await table.heardRound(30);
      const second = await table.listen(guest);
      await second.waitForPackets(50, { from: botId });
      ear.clear();
      await second.leave();
      await ear.waitForPackets(100, { from: botId });
      expect(ear.record(botId)).toMatchObject({ undecryptable: 0, lost: 0 });
      await table.ends();
    },
    testMs,
  );
});

const cachedFiles = async () => {
  const names = await readdir(world.cache);
  return names.filter((name) => name.endsWith('.opus')).map((name) => join(world.cache, name));
};

/** These faults come one after another; the games they befell end side by side. */
const inTurn = createTurns();

describe.concurrent('in turn, as they concern everybody', () => {
  test(
    'IP discovery is never answered: the round is asked in text, the voice is given up with a sentence',
    async () => {
      const table = await world.table();
      table.voice.setDiscovery(table.guildId, false);
      await table.host.joinVoice(table.roomId);
      await table.start({ rounds: 1, seconds: 30 });
      await table.inText(1);
      await table.said('I cannot reach the voice channel any more');
      await table.ends();
    },
    testMs,
  );

  test(
    'the gateway drops and resumes',
    async () => {
      const table = await world.table();
      await inTurn(async () => {
        const { ear } = await table.heardRound(30);
        world.app.server.gateway.drop();
        await goesOn(table, ear);
        await table.guessesRight();
      });
      await table.runsOut();
    },
    testMs,
  );

  test(
    'the gateway’s session is declared invalid: a new one takes the seat again',
    async () => {
      const table = await world.table();
      await inTurn(async () => {
        const { ear } = await table.heardRound(30);
        world.app.server.gateway.invalidateSession();
        await goesOn(table, ear);
        await table.guessesRight();
      });
      await table.runsOut();
    },
    testMs,
  );

  test(
    'a song’s file is gone: another song is heard in the same round',
    async () => {
      const table = await world.table();
      await inTurn(async () => {
        const [gone, left] = Object.values(world.tones) as [number, number];
        const path = join(world.folder, `tone ${gone}.wav`);
        await rename(path, `${path}.away`);
        try {
          const { ear } = await table.heardRound(30);
          await ear.waitForPackets(50, { from: table.botId });
          expect(ear.record(table.botId).frequencyHz()).toBeCloseTo(left, 0);
          await table.guessesRight();
        } finally {
          await rename(`${path}.away`, path);
        }
      });
      await table.runsOut();
    },
    testMs,
  );

  test(
    'what is being played breaks off: the round goes on in text, and the next one has its song again',
    async () => {
      const table = await world.table();
      await inTurn(async () => {
        const { ear } = await table.heardRound(30, { rounds: 2 });
        for (const file of await cachedFiles()) await truncate(file, 100);
        await table.inText(1);
        await table.guessesRight();
        await table.revealed(1);
        ear.clear();
        await table.open(2);
        await ear.waitForPackets(50, { from: table.botId });
        await table.guessesRight();
      });
      await table.runsOut();
    },
    testMs,
  );
});
