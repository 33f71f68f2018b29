import type { APIMessage } from 'discord-api-types/v10';

const blank = { content: '', embeds: [], attachments: [], components: [] };

/**
 * Without Message Content a bot gets messages with these four fields empty, unless it wrote them, is named in them, or
 * they come in a DM. Source: https://discord.com/developers/docs/events/gateway#message-content-intent
 */
export const withoutContent = <Message extends Partial<APIMessage>>(
  message: Message,
  reader: { userId: string; inGuild: boolean },
): Message => {
  const named = message.mentions?.some(({ id }) => id === reader.userId) === true;
  const referenced = message.referenced_message
    ? { referenced_message: withoutContent(message.referenced_message, reader) }
    : {};
  if (!reader.inGuild || named || message.author?.id === reader.userId || message.application_id === reader.userId) {
    return { ...message, ...referenced };
  }
  return { ...message, ...blank, ...referenced };
};
