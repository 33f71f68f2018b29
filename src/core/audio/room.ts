import type { VoiceSeat } from './voice.ts';

/** A human in a voice channel. */
export interface Listener {
  readonly memberId: string;
  /** By themselves or by the server: they hear nothing. */
  readonly deafened: boolean;
}

/** Who is in the voice channels of servers, as the gateway tells it. */
export interface VoiceRooms {
  /** @throws UserError with the exact fix when the bot could not sit and be heard there. */
  check(seat: VoiceSeat): void;
  humansIn(seat: VoiceSeat): readonly Listener[];
  /** The voice channel a member is in; `undefined` for none. */
  channelOf(guildId: string, memberId: string): string | undefined;
  /** The bot's own. */
  ownChannel(guildId: string): string | undefined;
}
