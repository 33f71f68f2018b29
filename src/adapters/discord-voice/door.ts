import type { DiscordGatewayAdapterCreator } from '@discordjs/voice';
import type { VoiceSeat } from '../../core/audio/voice.ts';

/** What the gateway tells of the bot's own seat in one server. */
export interface SeatNews {
  /** Put out by a moderator, or the channel is gone. */
  left(): void;
  moved(channelId: string): void;
}

export type Floor = 'open' | 'asked';

/** The gateway's part of a voice connection: asking for a seat and hearing about it. */
export interface VoiceDoor {
  /** @throws UserError with the exact fix when the bot could not sit and be heard there. */
  check(seat: VoiceSeat): void;
  channelExists(seat: VoiceSeat): boolean;
  /** `undefined`: the bot is not in that server any more. */
  adapterFor(guildId: string): DiscordGatewayAdapterCreator | undefined;
  /** In a stage channel: speaks up, or asks to. In others the floor is open. */
  takeFloor(seat: VoiceSeat): Promise<Floor>;
  /** @returns a function that ends it. */
  watch(guildId: string, news: SeatNews): () => void;
}
