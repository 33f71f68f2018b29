import type { InteractionType } from 'discord-api-types/v10';
import {
  ApplicationCommandOptionType as OptionType,
  InteractionContextType,
  PermissionFlagsBits as Flag,
  type APIApplicationCommand,
} from 'discord-api-types/v10';
import { randomBytes } from 'node:crypto';
import { discordErrors } from '../discord-error.ts';
import { requireUser } from './lookup.ts';
import type { GivenOption } from './options.ts';
import { ALL_PERMISSIONS, permissionsOf } from './permissions.ts';
import type { World, WorldChannel, WorldGuild, WorldInteraction, WorldMessage, WorldUser } from './types.ts';
import { memberWire, partialChannel } from './wire.ts';

/** How long the bot may answer with it. */
const TOKEN_LIFE_MS = 15 * 60_000;

const TOKEN_PREFIX = 'aW50ZXJhY3Rpb24';

/** A token that this server might have given, but knows no more. */
const looksLikeInteractionToken = (token: string): boolean => token.startsWith(TOKEN_PREFIX);

export type NewInteraction = {
  type: InteractionType;
  user: WorldUser;
  channel: WorldChannel;
  guild: WorldGuild | undefined;
  nonce: string | undefined;
  sessionId: string | undefined;
  data: object;
  command?: APIApplicationCommand;
  targetId?: string | undefined;
  message?: WorldMessage | undefined;
};

const forgetOld = (world: World): void => {
  const before = world.clock.now() - TOKEN_LIFE_MS;
  for (const [id, interaction] of world.interactions) {
    if (interaction.createdAtMs > before) return;
    world.interactions.delete(id);
    world.interactionTokens.delete(interaction.token);
  }
};

/** Tells the person's clients how it went. */
export const tellFan = (
  world: World,
  interaction: WorldInteraction,
  name: string,
  data: object = {},
): void => {
  world.publish({
    name,
    userIds: [interaction.userId],
    data: {
      id: interaction.id,
      ...(interaction.nonce !== undefined && { nonce: interaction.nonce }),
      ...data,
    },
  });
};

const dmPermissions =
  Flag.ViewChannel |
  Flag.SendMessages |
  Flag.EmbedLinks |
  Flag.AttachFiles |
  Flag.ReadMessageHistory |
  Flag.AddReactions;

const payloadFor = (world: World, interaction: WorldInteraction, options: NewInteraction): object => {
  const { guild, channel, user } = options;
  const member = guild?.members.get(user.wire.id);
  const owners = { '0': guild?.id ?? '0' };
  return {
    id: interaction.id,
    application_id: world.application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: options.data,
    channel: partialChannel(channel),
    channel_id: channel.wire.id,
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.preferredLocale, features: [] },
      guild_locale: guild.preferredLocale,
    }),
    ...(guild && member
      ? {
          member: {
            ...memberWire(world, member),
            permissions: permissionsOf(world, guild, user.wire.id, channel).toString(),
          },
        }
      : { user: user.wire }),
    ...(options.message && { message: options.message.wire }),
    app_permissions: appPermissions(world, guild, channel).toString(),
    locale: user.locale,
    entitlements: [],
    authorizing_integration_owners: owners,
    context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    attachment_size_limit: 10 * 1024 * 1024,
  };
};

const appPermissions = (world: World, guild: WorldGuild | undefined, channel: WorldChannel): bigint =>
  guild ? permissionsOf(world, guild, world.application.botUserId, channel) & ALL_PERMISSIONS : dmPermissions;

/** With its subcommand, as messages name the command they answer. */
const fullName = (name: string, data: object): string => {
  const [chosen] = 'options' in data ? (data.options as GivenOption[]) : [];
  const isNested = chosen?.type === OptionType.Subcommand || chosen?.type === OptionType.SubcommandGroup;
  return isNested ? `${name} ${fullName(chosen.name, { options: chosen.options ?? [] })}` : name;
};

/** Hands an interaction to the bot and starts the three seconds. */
export const startInteraction = (world: World, options: NewInteraction): WorldInteraction => {
  forgetOld(world);
  const id = world.nextId();
  const interaction: WorldInteraction = {
    id,
    token: `${TOKEN_PREFIX}${randomBytes(48).toString('base64url')}`,
    type: options.type,
    userId: options.user.wire.id,
    guildId: options.guild?.id,
    channelId: options.channel.wire.id,
    createdAtMs: world.clock.now(),
    nonce: options.nonce,
    sessionId: options.sessionId,
    commandName: options.command && fullName(options.command.name, options.data),
    commandType: options.command?.type,
    targetId: options.targetId,
    messageId: options.message?.wire.id,
    modal: undefined,
    state: { kind: 'expired' },
  };
  const cancelTimeout = world.after(world.firstAnswerMs, () => {
    interaction.state = { kind: 'expired' };
    tellFan(world, interaction, 'INTERACTION_FAILURE');
  });
  interaction.state = { kind: 'pending', cancelTimeout };
  world.interactions.set(id, interaction);
  world.interactionTokens.set(interaction.token, interaction);
  tellFan(world, interaction, 'INTERACTION_CREATE');
  world.publish({
    name: 'INTERACTION_CREATE',
    guildId: options.guild?.id,
    userIds: [world.application.botUserId],
    data: payloadFor(world, interaction, options),
  });
  return interaction;
};

export const interactionUser = (world: World, interaction: WorldInteraction): WorldUser =>
  requireUser(world, interaction.userId);

/** The interaction whose follow-ups this token allows. */
export const requireByToken = (world: World, applicationId: string, token: string): WorldInteraction => {
  const interaction = world.interactionTokens.get(token);
  if (applicationId !== world.application.id) throw discordErrors.unknownWebhook();
  if (!interaction) {
    throw looksLikeInteractionToken(token) ? discordErrors.invalidToken() : discordErrors.unknownWebhook();
  }
  if (world.clock.now() - interaction.createdAtMs > TOKEN_LIFE_MS) throw discordErrors.invalidToken();
  if (interaction.state.kind !== 'answered') throw discordErrors.unknownWebhook();
  return interaction;
};
