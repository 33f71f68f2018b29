import { SnowflakeUtil } from 'discord.js';
import type { Message } from 'discord.js';
import { defineEvent } from '../discord/event.ts';
import type { Log } from '../core/log.ts';
import type { Quizzes } from '../services/quizzes.ts';

/** Longer messages are talk, not answers. */
const maxGuessLength = 100;
const foundEmoji = '✅';

/** Typed answers: a bonus where the Message Content intent lets the bot read the channel of a running quiz. */
export const createMessageCreate = ({ quizzes, log }: { quizzes: Quizzes; log: Log }) =>
  defineEvent('messageCreate', async (message: Message) => {
    const { guildId, channelId, content, author } = message;
    if (guildId === null || author.bot || content === '' || content.length > maxGuessLength) return;
    if (quizzes.current(guildId)?.place.channelId !== channelId) return;
    const member = { memberId: author.id, at: SnowflakeUtil.timestampFrom(message.id) };
    const told = await quizzes.overhear(guildId, member, content, message.id);
    if (told?.outcome !== 'found') return;
    await message.react(foundEmoji).catch((error: unknown) => {
      log.debug({ err: error, guildId, channelId }, 'a right answer could not be marked');
    });
  });
