import { Socket } from 'node:dgram';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AudioPlayerStatus,
  createAudioPlayer,
  createAudioResource,
  entersState,
  joinVoiceChannel,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { systemClock } from '../../src/adapters/clock.ts';
import { createVoice } from '../../src/adapters/discord-voice/voice.ts';
import { openOpusFile } from '../../src/adapters/opus-file.ts';
import { createTimers } from '../../src/adapters/timers.ts';
import type { VoiceSession } from '../../src/core/audio/voice.ts';
import { connect, createClient } from '../../src/discord/client.ts';
import { createVoiceDoor } from '../../src/discord/voice-door.ts';
import { cpuSeconds } from './cpu-seconds.ts';
import type { CityReady } from './voice-city.ts';

/** One bot process that plays the same file in every seat at once, our way or the usual one, and counts its own work. */
export interface PlayerOrder {
  readonly way: 'ours' | 'usual';
  readonly city: Pick<CityReady, 'apiUrl' | 'token' | 'seats'>;
  readonly opusFile: string;
  readonly mp3File: string;
  readonly seconds: number;
}

export interface PlayerReport {
  readonly cpuSeconds: number;
  /** The longest wait between two packets of each session as they left this process, worst first. */
  readonly gapsMs: readonly number[];
}

const settleMs = 3_000;
/**
 * Played before anything is counted, so that neither way pays for the first use of its code: V8 compiles by the number of
 * calls, and few sessions make few.
 */
const warmUpSeconds = (sessions: number): number => (sessions < 10 ? 20 : 5);
const keepAliveBytes = 8;

/**
 * Notes when packets leave. On loopback that is when they arrive, but for the receiver to see it: it shares two cores with
 * us, and its own waits are not the player's.
 */
const watchDepartures = (): { start: () => void; gapsMs: () => number[] } => {
  const last = new Map<Socket, number>();
  const longest = new Map<Socket, number>();
  const { send } = Socket.prototype;
  Socket.prototype.send = function (this: Socket, ...values: [Uint8Array]) {
    if (values[0].length > keepAliveBytes) {
      const now = performance.now();
      const before = last.get(this);
      last.set(this, now);
      if (before !== undefined) longest.set(this, Math.max(longest.get(this) ?? 0, now - before));
    }
    Reflect.apply(send, this, values);
  } as typeof send;
  return {
    start: () => {
      last.clear();
      longest.clear();
    },
    gapsMs: () => [...longest.values()].sort((a, b) => b - a),
  };
};

const order = JSON.parse(process.argv[2]!) as PlayerOrder;
const { way, city, opusFile, mp3File, seconds } = order;
const client = createClient(city, { id: '', hasMessageContent: false });
await connect(client, city);

const note = () => undefined;
const log = { debug: note, info: note, warn: note, error: console.error };
const voice = createVoice({
  door: createVoiceDoor(client),
  clock: systemClock,
  timers: createTimers(systemClock),
  log,
});
const departures = watchDepartures();
const nobody = { moved: note, interrupted: note, restored: note, lost: note };

/** Starts what it returns the end of. */
let playAll: (lengthMs: number) => Promise<unknown>;
if (way === 'ours') {
  const sessions: VoiceSession[] = [];
  for (const seat of city.seats) sessions.push(await voice.join(seat, nobody));
  const file = await openOpusFile(opusFile);
  playAll = (lengthMs) =>
    Promise.all(sessions.map((session) => session.play(file.cut({ startMs: 0, lengthMs })).finished));
} else {
  const players: ReturnType<typeof createAudioPlayer>[] = [];
  for (const { guildId, channelId } of city.seats) {
    const { voiceAdapterCreator: adapterCreator } = client.guilds.cache.get(guildId)!;
    const connection = joinVoiceChannel({ guildId, channelId, adapterCreator });
    await entersState(connection, VoiceConnectionStatus.Ready, 20_000);
    const player = createAudioPlayer();
    connection.subscribe(player);
    players.push(player);
  }
  playAll = (lengthMs) =>
    Promise.all(
      players.map(async (player) => {
        player.play(createAudioResource(mp3File));
        await entersState(player, AudioPlayerStatus.Playing, 60_000);
        await Promise.race([entersState(player, AudioPlayerStatus.Idle, lengthMs * 4), wait(lengthMs)]);
        player.stop(true);
      }),
    );
}
// Everybody's encryption is in place, and neither joining nor the first use is what is measured.
await wait(settleMs);
await playAll(warmUpSeconds(city.seats.length) * 1_000);
await wait(settleMs);
// What joining left behind is not the playing's to clear away.
globalThis.gc?.();
await new Promise<void>((resolve) => {
  process.once('message', () => {
    resolve();
  });
  process.send?.('ready');
});
departures.start();
const before = cpuSeconds();
await playAll(seconds * 1_000);
const report: PlayerReport = { cpuSeconds: cpuSeconds() - before, gapsMs: departures.gapsMs() };
process.send?.(report);
