import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { fromReference, toReference } from '../core/catalogue/reference.ts';
import type { Search } from '../core/search/search.ts';
import { defineCommand } from '../discord/command.ts';
import { guildContext, inServer, isModerator } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { whisper } from '../discord/replies.ts';
import type { Quizzes } from '../services/quizzes.ts';
import type { Label } from '../views/labels.ts';
import { guessView } from '../views/quiz.ts';

export const data = {
  name: 'guess',
  description: 'Answer the running quiz, privately',
  options: [
    {
      type: OptionType.String,
      name: 'answer',
      description: 'In Hangul, English or romanised Korean',
      required: true,
      autocomplete: true,
      max_length: 200,
    },
  ],
} as const satisfies CommandData;

export interface GuessDeps {
  readonly quizzes: Quizzes;
  readonly search: Search;
  readonly label: Label;
}

export const createGuess = ({ quizzes, search, label }: GuessDeps) =>
  defineCommand(data, {
    handlers: {
      guess: {
        guards: [inServer],
        defer: 'none',
        run: async (context, { answer }) => {
          const { guildId } = guildContext(context);
          const kind = quizzes.current(guildId)?.settings.answer ?? 'drama';
          const member = { memberId: context.userId, at: context.at, moderator: isModerator(context) };
          const told = await quizzes.guess(guildId, member, answer);
          const picked = fromReference(answer);
          const shown = (picked === undefined ? undefined : label(kind, picked)) ?? answer;
          return whisper(guessView(told.outcome, shown, context.text));
        },
        complete: {
          answer: ({ guildId }, typed) => {
            const kind =
              (guildId === null ? undefined : quizzes.current(guildId))?.settings.answer ?? 'drama';
            return search
              .find(typed, { kind, limit: 25 })
              .map(({ id }) => ({ name: label(kind, id) ?? '', value: toReference(id) }));
          },
        },
      },
    },
  });
