import { ChannelType } from 'discord.js';
import { UserError } from '../../core/errors.ts';
import type { Plan } from '../../core/party/types.ts';
import type { Context } from '../../discord/context.ts';
import { guildContext } from '../../discord/guards.ts';
import type { Parties } from '../../services/parties.ts';

const voice = [ChannelType.GuildVoice, ChannelType.GuildStageVoice];

const voiceChannelOf = ({ interaction, userId }: Context): string | undefined =>
  interaction.guild?.voiceStates.cache.get(userId)?.channelId ?? undefined;

/** Where a party takes place and who plays its music: as asked, else where its host sits, else here by links. */
export const createWhereOf =
  (parties: Pick<Parties, 'hasSound'>) =>
  (
    context: Context,
    asked: {
      readonly mode: Plan['mode'] | undefined;
      readonly channel: { readonly id: string; readonly type: ChannelType } | undefined;
    },
  ): Pick<Plan, 'mode' | 'channelId'> => {
    const channelId = asked.channel?.id ?? voiceChannelOf(context);
    const isVoice =
      asked.channel === undefined ? channelId !== undefined : voice.includes(asked.channel.type);
    const mode = asked.mode ?? (isVoice && parties.hasSound() ? 'voice' : 'link-only');
    if (mode === 'voice' && !parties.hasSound()) throw new UserError('noSound', {});
    if (mode === 'voice' && !isVoice) throw new UserError('notVoiceChannel', {});
    return { mode, channelId: channelId ?? guildContext(context).channelId };
  };
