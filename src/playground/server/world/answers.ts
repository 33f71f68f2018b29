import {
  ApplicationCommandType,
  InteractionResponseType as Answer,
  InteractionType,
  MessageFlags,
  MessageType,
  type APIMessageInteraction,
  type APIMessageInteractionMetadata,
} from 'discord-api-types/v10';
import { discordErrors, invalidForm } from '../discord-error.ts';
import type { MessageDraft, UploadedFile } from './drafts.ts';
import { interactionUser, tellFan } from './interactions.ts';
import { requireChannel } from './lookup.ts';
import { createMessage, editMessage, type MessageOrigin } from './messages.ts';
import type { World, WorldInteraction, WorldMessage } from './types.ts';
import { applicationWire } from './wire.ts';

export type AnswerBody =
  | {
      type: Answer.ChannelMessageWithSource | Answer.DeferredChannelMessageWithSource;
      data?: MessageDraft | null;
    }
  | { type: Answer.DeferredMessageUpdate }
  | { type: Answer.UpdateMessage; data?: MessageDraft | null }
  | { type: Answer.ApplicationCommandAutocompleteResult; data: { choices: unknown[] } }
  | { type: Answer.Modal; data: { custom_id: string; title: string; components: unknown[] } };

export type AnswerOutcome = { message: WorldMessage | undefined; loading: boolean };

const metadata = (world: World, interaction: WorldInteraction): APIMessageInteractionMetadata =>
  ({
    id: interaction.id,
    type: interaction.type,
    user: interactionUser(world, interaction).wire,
    authorizing_integration_owners: { '0': interaction.guildId ?? '0' },
    ...(interaction.commandName !== undefined && {
      name: interaction.commandName,
      command_type: interaction.commandType,
    }),
    ...(interaction.messageId !== undefined && { interacted_message_id: interaction.messageId }),
  }) as APIMessageInteractionMetadata;

const legacy = (world: World, interaction: WorldInteraction): APIMessageInteraction => ({
  id: interaction.id,
  type: interaction.type,
  name: interaction.commandName ?? '',
  user: interactionUser(world, interaction).wire,
});

const messageType = (interaction: WorldInteraction): MessageType => {
  if (interaction.type !== InteractionType.ApplicationCommand) return MessageType.Reply;
  const isSlash = interaction.commandType === (ApplicationCommandType.ChatInput as number);
  return isSlash ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
};

const originOf = (world: World, interaction: WorldInteraction, ephemeral: boolean): MessageOrigin => {
  const channel = requireChannel(world, interaction.channelId);
  const source = channel.messages.get(interaction.messageId ?? '');
  const isCommand = interaction.type === InteractionType.ApplicationCommand;
  return {
    authorId: world.application.botUserId,
    type: messageType(interaction),
    interaction: {
      token: interaction.token,
      metadata: metadata(world, interaction),
      ...(isCommand && { legacy: legacy(world, interaction) }),
    },
    onlyFor: ephemeral ? interaction.userId : undefined,
    replyTo: source,
  };
};

const isEphemeral = (draft: MessageDraft): boolean => ((draft.flags ?? 0) & MessageFlags.Ephemeral) !== 0;

const sendAnswer = (
  world: World,
  interaction: WorldInteraction,
  draft: MessageDraft,
  files: readonly UploadedFile[],
): WorldMessage =>
  createMessage(world, requireChannel(world, interaction.channelId), draft, {
    files,
    origin: originOf(world, interaction, isEphemeral(draft)),
  });

const sourceMessage = (world: World, interaction: WorldInteraction): WorldMessage => {
  const message = requireChannel(world, interaction.channelId).messages.get(interaction.messageId ?? '');
  if (!message) throw discordErrors.unknownMessage();
  return message;
};

const wrongType = (allowed: readonly number[]) =>
  invalidForm({
    path: ['type'],
    code: 'INTERACTION_CALLBACK_TYPE_INVALID',
    message: `Value must be one of {${allowed.join(', ')}}.`,
  });

const DEFERRED_OR_MESSAGE = [Answer.ChannelMessageWithSource, Answer.DeferredChannelMessageWithSource];
const UPDATES = [Answer.DeferredMessageUpdate, Answer.UpdateMessage];

/** Which answers an interaction of this kind may get. */
const allowedAnswers = (interaction: WorldInteraction): readonly Answer[] => {
  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return [Answer.ApplicationCommandAutocompleteResult];
    case InteractionType.MessageComponent:
      return [...DEFERRED_OR_MESSAGE, ...UPDATES, Answer.Modal];
    case InteractionType.ModalSubmit:
      return interaction.messageId === undefined ? DEFERRED_OR_MESSAGE : [...DEFERRED_OR_MESSAGE, ...UPDATES];
    default:
      return [...DEFERRED_OR_MESSAGE, Answer.Modal];
  }
};

const carryOut = (
  world: World,
  interaction: WorldInteraction,
  body: AnswerBody,
  files: readonly UploadedFile[],
): AnswerOutcome => {
  switch (body.type) {
    case Answer.ChannelMessageWithSource:
      return { message: sendAnswer(world, interaction, body.data ?? {}, files), loading: false };
    case Answer.DeferredChannelMessageWithSource: {
      const flags = ((body.data?.flags ?? 0) & MessageFlags.Ephemeral) | MessageFlags.Loading;
      return { message: sendAnswer(world, interaction, { flags }, []), loading: true };
    }
    case Answer.DeferredMessageUpdate:
      return { message: sourceMessage(world, interaction), loading: false };
    case Answer.UpdateMessage: {
      const channel = requireChannel(world, interaction.channelId);
      const message = sourceMessage(world, interaction);
      message.interactionToken ??= interaction.token;
      return { message: editMessage(world, channel, message, body.data ?? {}, { files }), loading: false };
    }
    case Answer.ApplicationCommandAutocompleteResult:
      world.publish({
        name: 'APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE',
        userIds: [interaction.userId],
        data: { nonce: interaction.nonce, choices: body.data.choices },
      });
      return { message: undefined, loading: false };
    case Answer.Modal:
      interaction.modal = { customId: body.data.custom_id, components: body.data.components };
      tellFan(world, interaction, 'INTERACTION_MODAL_CREATE', {
        custom_id: body.data.custom_id,
        title: body.data.title,
        components: body.data.components,
        application: applicationWire(world),
        channel_id: interaction.channelId,
      });
      return { message: undefined, loading: false };
  }
};

/** The first answer: within three seconds, once. Throws before anything has changed when it may not be. */
export const requireUnanswered = (
  interaction: WorldInteraction | undefined,
  token: string,
): WorldInteraction => {
  if (interaction?.token !== token || interaction.state.kind === 'expired')
    throw discordErrors.unknownInteraction();
  if (interaction.state.kind === 'answered') throw discordErrors.alreadyAcknowledged();
  return interaction;
};

export const answerInteraction = (
  world: World,
  interaction: WorldInteraction,
  body: AnswerBody,
  files: readonly UploadedFile[],
): AnswerOutcome => {
  const allowed = allowedAnswers(interaction);
  if (!allowed.includes(body.type)) throw wrongType(allowed);
  if (interaction.state.kind === 'pending') interaction.state.cancelTimeout();
  interaction.state = { kind: 'answered', originalId: undefined };
  const outcome = carryOut(world, interaction, body, files);
  interaction.state = { kind: 'answered', originalId: outcome.message?.wire.id };
  if (body.type !== Answer.ApplicationCommandAutocompleteResult)
    tellFan(world, interaction, 'INTERACTION_SUCCESS');
  return outcome;
};

export const isLoading = (message: WorldMessage): boolean =>
  ((message.wire.flags ?? 0) & MessageFlags.Loading) !== 0;

/** A follow-up; the first one after a deferral fills in the "thinking" message instead. */
export const followUp = (
  world: World,
  interaction: WorldInteraction,
  draft: MessageDraft,
  files: readonly UploadedFile[],
): WorldMessage => {
  const channel = requireChannel(world, interaction.channelId);
  const originalId = interaction.state.kind === 'answered' ? interaction.state.originalId : undefined;
  const original = channel.messages.get(originalId ?? '');
  if (original && isLoading(original)) {
    return editMessage(world, channel, original, draft, { files, silentEdit: true });
  }
  const origin = originOf(world, interaction, isEphemeral(draft));
  return createMessage(world, channel, draft, {
    files,
    origin: { ...origin, type: MessageType.Reply, replyTo: original ?? origin.replyTo },
  });
};
