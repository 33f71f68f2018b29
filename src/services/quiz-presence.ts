import type { VoiceRooms } from '../core/audio/room.ts';
import type { VoiceLoss } from '../core/audio/voice.ts';
import type { Clock } from '../core/ports.ts';
import type { GameEvent, GameState } from '../core/quiz/types.ts';
import type { QuizRunner } from './quiz-runner.ts';

/** A human has come to, left or deafened themselves in a voice channel. */
export interface VoiceChange {
  readonly guildId: string;
  readonly memberId: string;
  /** `undefined`: in none. */
  readonly channelId: string | undefined;
  readonly deafened: boolean;
}

interface Whereabouts {
  readonly memberId: string;
  readonly isInside: boolean;
  readonly deafened: boolean;
}

/** Those who left this shortly before the channel was gone did not leave: it was taken from under them. */
const sweptOutMs = 5_000;

const eventFor = (
  state: GameState,
  { memberId, isInside, deafened }: Whereabouts,
  at: number,
): GameEvent | undefined => {
  const presence = state.game.members.find(({ id }) => id === memberId)?.presence;
  if (presence?.kind !== 'here')
    return isInside ? { type: 'join', at, memberId, bot: false, deafened } : undefined;
  if (!isInside) return { type: 'leave', at, memberId };
  return presence.deafened === deafened ? undefined : { type: 'deafen', at, memberId, deafened };
};

/** Tells voice games who is in their channel. */
export interface QuizPresence {
  changed(change: VoiceChange): Promise<void>;
  /** Makes the game agree with who is in its channel now. */
  sync(guildId: string): Promise<void>;
  syncAll(): Promise<void>;
  /** The game goes on in text: who was swept out with the channel is still in it. */
  lost(guildId: string, reason: VoiceLoss): Promise<void>;
}

export interface QuizPresenceDeps {
  readonly runner: Pick<QuizRunner, 'find' | 'submit' | 'guildIds'>;
  readonly rooms: Pick<VoiceRooms, 'humansIn'>;
  /** The game goes on in text, wherever its members are. */
  readonly isLost: (guildId: string) => boolean;
  readonly clock: Clock;
}

export const createQuizPresence = ({ runner, rooms, isLost, clock }: QuizPresenceDeps): QuizPresence => {
  const gone = new Map<string, { readonly memberId: string; readonly at: number }[]>();

  const channelOf = (guildId: string): string | undefined => {
    const game = runner.find(guildId);
    return game?.state.phase === 'ended' ? undefined : game?.place.voiceChannelId;
  };

  const tell = async (guildId: string, whereabouts: Whereabouts): Promise<void> => {
    await runner.submit(guildId, (state) => eventFor(state, whereabouts, clock.now()));
  };

  const sync: QuizPresence['sync'] = async (guildId) => {
    const channelId = channelOf(guildId);
    if (channelId === undefined) return;
    const here = rooms.humansIn({ guildId, channelId });
    for (const { memberId, deafened } of here) await tell(guildId, { memberId, deafened, isInside: true });
    const known = runner.find(guildId)?.state.game.members ?? [];
    for (const { id: memberId } of known) {
      if (here.some((one) => one.memberId === memberId)) continue;
      await tell(guildId, { memberId, isInside: false, deafened: false });
    }
  };

  return {
    changed: async ({ guildId, memberId, channelId, deafened }) => {
      const own = channelOf(guildId);
      if (own === undefined) return;
      const isInside = channelId === own;
      if (!isInside && isLost(guildId)) return;
      if (!isInside) {
        const at = clock.now();
        const recent = (gone.get(guildId) ?? []).filter((one) => at - one.at < sweptOutMs);
        gone.set(guildId, [...recent, { memberId, at }]);
      }
      await tell(guildId, { memberId, isInside, deafened });
    },
    sync,
    syncAll: async () => {
      for (const guildId of runner.guildIds()) await sync(guildId);
    },
    lost: async (guildId, reason) => {
      const swept = gone.get(guildId) ?? [];
      gone.delete(guildId);
      if (reason !== 'channel-deleted' || channelOf(guildId) === undefined) return;
      for (const { memberId, at } of swept) {
        if (clock.now() - at < sweptOutMs) await tell(guildId, { memberId, isInside: true, deafened: false });
      }
    },
  };
};
