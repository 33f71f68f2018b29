import OpusScript from 'opusscript';
import {
  connectMember,
  type HeardFrame,
  type MemberClient,
} from '../../src/playground/server/voice/member-client.ts';
import type { Fan } from './fan.ts';
import { dominantFrequency, loudness, SAMPLE_RATE } from './sound.ts';

/** What was heard of one sender. */
export type Recording = {
  readonly packets: readonly HeardFrame[];
  /** Sequence numbers missing between the first and the last. */
  readonly lost: number;
  /** The longest time between the arrivals of two packets. */
  readonly largestGapMs: number;
  /** True when every frame with sound in it came end-to-end encrypted and could be decrypted. */
  readonly isEncrypted: boolean;
  /** Frames that could not be decrypted. */
  readonly undecryptable: number;
  /** Left and right at 48 kHz, in the order of the sequence numbers. */
  readonly channels: readonly [Float32Array, Float32Array];
  readonly frequencyHz: () => number;
  readonly loudnessLufs: () => number;
};

export type VoiceListener = {
  readonly userId: string;
  /** Everything heard so far of this member, or of everybody. */
  record: (userId?: string) => Recording;
  /** Resolves once so many packets were heard since the last `clear`. */
  waitForPackets: (count: number, options?: { from?: string; timeoutMs?: number }) => Promise<void>;
  /** The epoch and the code everybody in the channel sees; 0 and '' while there is no group. */
  privacy: () => { epoch: number; code: string };
  /** Resolves once the group has this epoch or a later one. */
  waitForEpoch: (epoch: number, timeoutMs?: number) => Promise<void>;
  /** Sends Opus frames of 20 ms in real time. */
  say: (frames: readonly Buffer[]) => Promise<void>;
  clear: () => void;
  /** Harmless when it has happened. */
  leave: () => Promise<void>;
};

const FRAME_MS = 20;
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const WAIT_LIMIT_MS = 20_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const until = async (what: string, timeoutMs: number, isTrue: () => boolean): Promise<void> => {
  const endsAt = performance.now() + timeoutMs;
  while (!isTrue()) {
    if (performance.now() > endsAt) throw new Error(`No ${what} within ${timeoutMs} ms.`);
    await pause(10);
  }
};

const decode = (packets: readonly HeardFrame[]): readonly [Float32Array, Float32Array] => {
  const decoder = new OpusScript(SAMPLE_RATE, 2);
  try {
    const frames = packets.flatMap(({ opus }) => (opus ? [decoder.decode(opus)] : []));
    const pcm = Buffer.concat(frames);
    const channel = (offset: number): Float32Array =>
      Float32Array.from(
        { length: pcm.length / 4 },
        (_, index) => pcm.readInt16LE(index * 4 + offset) / 32_768,
      );
    return [channel(0), channel(2)];
  } finally {
    decoder.delete();
  }
};

const countLost = (packets: readonly HeardFrame[]): number => {
  let lost = 0;
  for (const [index, { sequence, userId }] of packets.entries()) {
    const before = packets[index - 1];
    // Another sender, or a client that began anew: nothing can be said about what came between.
    if (before?.userId !== userId) continue;
    const step = (sequence - before.sequence) & 0xffff;
    if (step > 1 && step < 1000) lost += step - 1;
  }
  return lost;
};

const toRecording = (packets: readonly HeardFrame[]): Recording => {
  const arrivals = packets.map(({ arrivedAtMs }) => arrivedAtMs);
  const isSilence = ({ opus, isEncrypted }: HeardFrame): boolean =>
    !isEncrypted && opus?.equals(SILENCE) === true;
  const sounding = packets.filter((packet) => !isSilence(packet));
  const undecryptable = packets.filter(({ opus }) => opus === undefined).length;
  let channels: readonly [Float32Array, Float32Array] | undefined;
  const decoded = (): readonly [Float32Array, Float32Array] => (channels ??= decode(packets));
  return {
    packets,
    lost: countLost(packets),
    largestGapMs: Math.max(0, ...arrivals.slice(1).map((at, index) => at - arrivals[index]!)),
    isEncrypted:
      sounding.length > 0 && undecryptable === 0 && sounding.every(({ isEncrypted }) => isEncrypted),
    undecryptable,
    get channels() {
      return decoded();
    },
    frequencyHz: () => dominantFrequency(decoded()[0]),
    loudnessLufs: () => loudness(decoded()),
  };
};

/** A person in a voice channel, who follows the channel's voice server wherever it goes. */
export const joinAsListener = async (fan: Fan, channelId: string): Promise<VoiceListener> => {
  let packets: HeardFrame[] = [];
  let client: MemberClient | undefined;
  let connecting: Promise<void> = Promise.resolve();
  let at: string | null = channelId;

  const connect = async (endpoint: string, token: string): Promise<void> => {
    client?.close();
    client = undefined;
    if (at === null) return;
    const place = { guildId: fan.guildId, channelId: at, userId: fan.user.id, sessionId: fan.sessionId };
    client = await connectMember(
      { endpoint, token, ...place },
      {
        frame: (frame) => {
          packets.push(frame);
        },
      },
    );
  };
  const stopListening = fan.listen(({ name, data }) => {
    if (name === 'VOICE_STATE_UPDATE' && data['user_id'] === fan.user.id)
      at = data['channel_id'] as string | null;
    const { endpoint, token } = data as { endpoint?: string | null; token?: string };
    if (name !== 'VOICE_SERVER_UPDATE' || typeof endpoint !== 'string' || token === undefined) return;
    connecting = connecting.then(() => connect(endpoint, token));
    // Seen by whoever waits for sound; the first connection is awaited below.
    connecting.catch(() => undefined);
  });
  const told = fan.waitForEvent('VOICE_SERVER_UPDATE');
  await fan.joinVoice(channelId);
  await told;
  await connecting;

  const heardFrom = (userId: string | undefined): HeardFrame[] =>
    packets.filter((packet) => userId === undefined || packet.userId === userId);

  return {
    userId: fan.user.id,
    record: (userId) => toRecording(heardFrom(userId)),
    waitForPackets: (count, { from, timeoutMs = WAIT_LIMIT_MS } = {}) =>
      until(`${count} packets`, timeoutMs, () => heardFrom(from).length >= count),
    privacy: () => client?.privacy() ?? { epoch: 0, code: '' },
    waitForEpoch: (epoch, timeoutMs = WAIT_LIMIT_MS) =>
      until(`epoch ${epoch}`, timeoutMs, () => (client?.privacy().epoch ?? 0) >= epoch),
    say: async (frames) => {
      client?.speak(true);
      const startedAt = performance.now();
      for (const [index, frame] of frames.entries()) {
        client?.send(frame);
        await pause(Math.max(0, startedAt + (index + 1) * FRAME_MS - performance.now()));
      }
      client?.speak(false);
    },
    clear: () => {
      packets = [];
    },
    leave: async () => {
      stopListening();
      client?.close();
      client = undefined;
      if (at === null) return;
      at = null;
      await fan.leaveVoice();
    },
  };
};
