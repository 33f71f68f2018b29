import type { VoiceRooms } from '../core/audio/room.ts';
import { UserError } from '../core/errors.ts';
import type { AskedSettings } from '../core/quiz/types.ts';
import type { KnownSound } from './quiz-rounds.ts';

/** How a game is played, and why not with sound when that was possible to ask for. */
export type Plan =
  | { readonly play: 'voice'; readonly channelId: string }
  | { readonly play: 'text'; readonly because: UserError | undefined };

export interface Asked {
  readonly guildId: string;
  readonly hostId: string;
  readonly play: AskedSettings['play'];
  /** Where a game that is over has left the bot sitting: no obstacle. */
  readonly oldChannelId: string | undefined;
}

/** @throws UserError with what to do, when it has to be voice and cannot be. */
export const planSound = (
  { rooms, sound }: { readonly rooms: VoiceRooms; readonly sound: KnownSound },
  { guildId, hostId, play, oldChannelId }: Asked,
): Plan => {
  if (play === 'text') return { play, because: undefined };
  try {
    const channelId = rooms.channelOf(guildId, hostId);
    if (channelId === undefined) throw new UserError('joinVoiceFirst', {});
    if (sound.ready().size === 0 && !sound.mayFindMore) throw new UserError('noSound', {});
    const own = rooms.ownChannel(guildId);
    if (own !== undefined && own !== oldChannelId) throw new UserError('voiceBusy', { channelId: own });
    rooms.check({ guildId, channelId });
    return { play: 'voice', channelId };
  } catch (error) {
    if (play === 'voice' || !(error instanceof UserError)) throw error;
    return { play: 'text', because: error };
  }
};
