import type { APIReaction } from 'discord-api-types/v10';
import { historyOf, type PageState } from './state.ts';

export type ReactionChange = {
  channel_id: string;
  message_id: string;
  user_id?: string;
  emoji?: APIReaction['emoji'];
};

type ReactionEvent =
  | 'MESSAGE_REACTION_ADD'
  | 'MESSAGE_REACTION_REMOVE'
  | 'MESSAGE_REACTION_REMOVE_EMOJI'
  | 'MESSAGE_REACTION_REMOVE_ALL';

type Emoji = APIReaction['emoji'];

const isSame = (left: Emoji, right: Emoji): boolean =>
  left.id !== null || right.id !== null ? left.id === right.id : left.name === right.name;

/** How an emoji is written in a reaction route. */
export const emojiPath = (emoji: Emoji): string =>
  encodeURIComponent(emoji.id === null ? (emoji.name ?? '') : `${emoji.name ?? '_'}:${emoji.id}`);

const counted = (reaction: APIReaction, delta: 1 | -1, isMe: boolean): APIReaction => {
  const count = reaction.count + delta;
  const me = isMe ? delta === 1 : reaction.me;
  return { ...reaction, count, me, count_details: { ...reaction.count_details, normal: count } };
};

const fresh = (emoji: Emoji, isMe: boolean): APIReaction => ({
  emoji,
  count: 1,
  me: isMe,
  me_burst: false,
  burst_colors: [],
  count_details: { burst: 0, normal: 1 },
});

const next = (
  reactions: readonly APIReaction[],
  name: ReactionEvent,
  emoji: Emoji | undefined,
  isMe: boolean,
): APIReaction[] => {
  if (name === 'MESSAGE_REACTION_REMOVE_ALL' || !emoji) return [];
  if (name === 'MESSAGE_REACTION_REMOVE_EMOJI') return reactions.filter((one) => !isSame(one.emoji, emoji));
  const delta = name === 'MESSAGE_REACTION_ADD' ? 1 : -1;
  if (delta === 1 && !reactions.some((one) => isSame(one.emoji, emoji)))
    return [...reactions, fresh(emoji, isMe)];
  return reactions
    .map((one) => (isSame(one.emoji, emoji) ? counted(one, delta, isMe) : one))
    .filter(({ count }) => count > 0);
};

export const changeReaction = (state: PageState, name: ReactionEvent, change: ReactionChange): void => {
  const history = historyOf(state, change.channel_id);
  history.messages = history.messages.map((message) =>
    message.id === change.message_id
      ? {
          ...message,
          reactions: next(message.reactions ?? [], name, change.emoji, change.user_id === state.fan.user.id),
        }
      : message,
  );
};
