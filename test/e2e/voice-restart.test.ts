import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVoiceProcess, openWorldMs } from '../support/voice-world.ts';
import type { VoiceProcess } from '../support/voice-world.ts';

/** The real program, ended while a round is heard and started again on the same database. */
let world: VoiceProcess;
beforeAll(async () => {
  world = await openVoiceProcess({ songs: 2, lengthMs: 40_000 });
}, openWorldMs);
afterAll(() => world.stop());

describe.each(['SIGKILL', 'SIGTERM'] as const)('after %s', (signal) => {
  test('it is back in the channel and plays the clip of the same round again', async () => {
    const table = await world.table();
    const { botId, guildId, roomId } = table;
    const { ear } = await table.heardRound(25);
    const before = await world.openRound(guildId);
    await world.restart(signal);
    // What was sent before the end has been heard by now.
    ear.clear();
    await ear.waitForPackets(50, { from: botId, timeoutMs: 40_000 });
    const after = await world.openRound(guildId);
    expect(after).toMatchObject({ roundId: before.roundId, prepared: before.prepared });
    expect(ear.record(botId)).toMatchObject({ undecryptable: 0 });
    expect(ear.record(botId).frequencyHz()).toBeCloseTo(world.tones[before.prepared.songId]!, 0);
    expect(table.botSession()).toMatchObject({ channelId: roomId });
    await table.ends();
  }, 150_000);
});
