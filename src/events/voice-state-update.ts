import type { VoiceState } from 'discord.js';
import { defineEvent } from '../discord/event.ts';
import type { Quizzes } from '../services/quizzes.ts';

/** Who comes to, leaves or deafens themselves in a voice channel. Bots, this one included, are not players. */
export const createVoiceStateUpdate = ({ quizzes }: { quizzes: Pick<Quizzes, 'voiceChanged'> }) =>
  defineEvent('voiceStateUpdate', async (before: VoiceState, after: VoiceState) => {
    const { guild, id, client } = after;
    if (client.users.cache.get(id)?.bot === true) return;
    const isSame = before.channelId === after.channelId && before.deaf === after.deaf;
    if (isSame) return;
    await quizzes.voiceChanged({
      guildId: guild.id,
      memberId: id,
      channelId: after.channelId ?? undefined,
      deafened: after.deaf === true,
    });
  });
