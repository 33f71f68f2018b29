import type { APIMessage, APIReaction } from 'discord-api-types/v10';
import { discordErrors } from '../discord-error.ts';
import type { World, WorldChannel, WorldMessage } from './types.ts';
import { memberWire } from './wire.ts';

type Emoji = { id: string | null; name: string; animated?: boolean };

const MAX_REACTIONS = 20;

/** Who reacted with what; kept beside the message since the wire form of a reaction does not name people. */
const reactors = new WeakMap<APIMessage, Map<string, Set<string>>>();

/** `🎵` or `name:id`, as in the path of the route. */
export const parseEmoji = (text: string): Emoji => {
  const custom = /^(?:a:)?(\w{2,32}):(\d+)$/.exec(text);
  if (custom) return { id: custom[2] ?? null, name: custom[1] ?? '' };
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u.test(text)) {
    throw discordErrors.unknownEmoji();
  }
  return { id: null, name: text };
};

const keyOf = (emoji: Emoji): string => emoji.id ?? emoji.name;

export const reactorsOf = (message: WorldMessage, emoji: Emoji): ReadonlySet<string> =>
  reactors.get(message.wire)?.get(keyOf(emoji)) ?? new Set();

const publishReaction = (world: World, name: string, channel: WorldChannel, data: object): void => {
  world.publish({
    name,
    guildId: channel.guildId,
    channelId: channel.wire.id,
    data: {
      channel_id: channel.wire.id,
      ...(channel.guildId !== undefined && { guild_id: channel.guildId }),
      ...data,
    },
  });
};

export const addReaction = (
  world: World,
  channel: WorldChannel,
  message: WorldMessage,
  options: { emoji: Emoji; userId: string },
): void => {
  const { emoji, userId } = options;
  const ofMessage = reactors.get(message.wire) ?? new Map<string, Set<string>>();
  reactors.set(message.wire, ofMessage);
  const users = ofMessage.get(keyOf(emoji)) ?? new Set<string>();
  if (users.has(userId)) return;
  if (users.size === 0 && ofMessage.size >= MAX_REACTIONS) throw discordErrors.tooManyReactions();
  ofMessage.set(keyOf(emoji), users.add(userId));
  updateCount(message, emoji, users.size);
  const member = world.guilds.get(channel.guildId ?? '')?.members.get(userId);
  publishReaction(world, 'MESSAGE_REACTION_ADD', channel, {
    user_id: userId,
    message_id: message.wire.id,
    message_author_id: message.wire.author.id,
    emoji,
    burst: false,
    type: 0,
    ...(member && { member: memberWire(world, member) }),
  });
};

const updateCount = (message: WorldMessage, emoji: Emoji, count: number): void => {
  const list = (message.wire.reactions ??= []);
  const index = list.findIndex((reaction) => (reaction.emoji.id ?? reaction.emoji.name) === keyOf(emoji));
  const known = list[index];
  if (count === 0) {
    if (known) list.splice(index, 1);
    return;
  }
  if (known) {
    known.count = count;
    known.count_details.normal = count;
    return;
  }
  const added: APIReaction = {
    emoji,
    count,
    count_details: { burst: 0, normal: count },
    burst_colors: [],
    me: false,
    me_burst: false,
  };
  list.push(added);
};

export const removeReaction = (
  world: World,
  channel: WorldChannel,
  message: WorldMessage,
  options: { emoji: Emoji; userId: string },
): void => {
  const ofMessage = reactors.get(message.wire);
  const users = ofMessage?.get(keyOf(options.emoji));
  if (!ofMessage || !users?.delete(options.userId)) return;
  if (users.size === 0) ofMessage.delete(keyOf(options.emoji));
  updateCount(message, options.emoji, users.size);
  publishReaction(world, 'MESSAGE_REACTION_REMOVE', channel, {
    user_id: options.userId,
    message_id: message.wire.id,
    emoji: options.emoji,
    burst: false,
    type: 0,
  });
};

/** Takes away one emoji, or all of them. */
export const clearReactions = (world: World, channel: WorldChannel, message: WorldMessage, emoji?: Emoji): void => {
  const ofMessage = reactors.get(message.wire);
  if (!emoji) {
    reactors.delete(message.wire);
    message.wire.reactions = [];
    publishReaction(world, 'MESSAGE_REACTION_REMOVE_ALL', channel, { message_id: message.wire.id });
    return;
  }
  ofMessage?.delete(keyOf(emoji));
  updateCount(message, emoji, 0);
  publishReaction(world, 'MESSAGE_REACTION_REMOVE_EMOJI', channel, { message_id: message.wire.id, emoji });
};

/** What a reader gets over REST: `me` is about the reader. */
export const withOwnReactions = (message: WorldMessage, readerId: string): APIMessage => {
  if (!message.wire.reactions?.length) return message.wire;
  return {
    ...message.wire,
    reactions: message.wire.reactions.map((reaction) => ({
      ...reaction,
      me: reactorsOf(message, { id: reaction.emoji.id, name: reaction.emoji.name ?? '' }).has(readerId),
    })),
  };
};
