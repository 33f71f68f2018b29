import type { ModalMessageModalSubmitInteraction, RepliableInteraction } from 'discord.js';
import { MessageFlags } from 'discord.js';
import { unreachable } from '../core/errors.ts';
import type { Defer } from './command.ts';
import { messagePayload } from './live-message.ts';
import type { Reply, View } from './replies.ts';

export const defer = async (interaction: RepliableInteraction, how: Defer): Promise<void> => {
  if (how === 'none') return;
  await interaction.deferReply(how === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {});
};

const sendMessage = async (interaction: RepliableInteraction, reply: Reply & { view: View }, how: Defer) => {
  const isPrivate = reply.kind === 'private';
  const message = {
    ...messagePayload(reply.view),
    ...(isPrivate && { flags: MessageFlags.Ephemeral as const }),
  };
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply(message);
    return;
  }
  if (isPrivate === (how === 'ephemeral')) {
    await interaction.editReply(messagePayload(reply.view));
    return;
  }
  // The deferral promised the other visibility, which Discord cannot change afterwards.
  await interaction.followUp(message);
  await interaction.deleteReply();
};

type OnMessage = Extract<RepliableInteraction, { update: unknown }> | ModalMessageModalSubmitInteraction;

const isOnMessage = (interaction: RepliableInteraction): interaction is OnMessage =>
  interaction.isMessageComponent() || (interaction.isModalSubmit() && interaction.isFromMessage());

/** Carries out a reply in the way the deferral asks for. */
export const send = async (interaction: RepliableInteraction, reply: Reply, how: Defer): Promise<void> => {
  switch (reply.kind) {
    case 'public':
    case 'private':
      return sendMessage(interaction, reply, how);
    case 'update':
      if (!isOnMessage(interaction)) throw new Error('Only a component can update its message.');
      await interaction.update(messagePayload(reply.view));
      return;
    case 'modal':
      if (interaction.isModalSubmit()) throw new Error('A modal cannot open another modal.');
      await interaction.showModal(reply.modal);
      return;
    case 'silent':
      if (!isOnMessage(interaction)) throw new Error('Only a component can be taken note of silently.');
      await interaction.deferUpdate();
      return;
    default:
      return unreachable(reply);
  }
};
