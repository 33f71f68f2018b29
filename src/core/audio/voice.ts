import type { OpusPackets } from './audio.ts';

/** The bot's seat in the voice channels of servers: at most one channel a server. */
export interface Voice {
  /**
   * Takes a seat in a voice or stage channel, or moves there. Resolves once sound can be sent.
   * @throws UserError naming the exact fix, before anything is joined, for a missing permission or a full channel;
   *   VoiceError when no connection came about after the retries.
   */
  join(seat: VoiceSeat, listener: VoiceListener): Promise<VoiceSession>;
  /** Leaves every channel. */
  dispose(): Promise<void>;
}

export interface VoiceSeat {
  readonly guildId: string;
  readonly channelId: string;
}

/** Called in order, never before `join` has resolved, and not after `leave`. */
export interface VoiceListener {
  /** A moderator has moved the bot. It plays on there. */
  moved(channelId: string): void;
  /** The connection broke and is being built anew; sound waits. */
  interrupted(): void;
  /** It is back: sound goes on where it was. */
  restored(): void;
  /** It is gone for good: disconnected by a moderator, channel deleted, or given up after the retries. */
  lost(reason: VoiceLoss): void;
}

export type VoiceLoss = 'disconnected' | 'channel-deleted' | 'no-permission' | 'gave-up';

export interface VoiceSession {
  channelId(): string;
  /** Whether what is sent is end-to-end encrypted (DAVE). */
  isEncrypted(): boolean;
  /** In a stage channel without Mute Members: nobody hears it until a moderator accepts its request to speak. */
  isWaitingToSpeak(): boolean;
  /** Plays this now; what played before is stopped. */
  play(packets: OpusPackets): Playback;
  /** Frees everything. Harmless when it has happened. */
  leave(): void;
}

export interface Playback {
  /** Never rejects. `failed`: the packets did. */
  readonly finished: Promise<'ended' | 'stopped' | 'failed'>;
  /** How much of it has been sent, in milliseconds. */
  playedMs(): number;
  pause(): void;
  resume(): void;
  stop(): void;
}

export class VoiceError extends Error {
  readonly reason: VoiceLoss;

  constructor(reason: VoiceLoss, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VoiceError';
    this.reason = reason;
  }
}
