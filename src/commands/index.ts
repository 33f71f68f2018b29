import type { Command } from '../discord/command.ts';
import { createFavouritesCommand } from './favourites.ts';
import type { FavouritesDeps } from './favourites.ts';
import { createGuess } from './guess.ts';
import type { GuessDeps } from './guess.ts';
import { createHelp } from './help.ts';
import { createOst } from './ost.ts';
import type { OstDeps } from './ost.ts';
import { createQuiz } from './quiz.ts';
import type { QuizDeps } from './quiz.ts';
import { createWatchedCommand } from './watched.ts';
import type { WatchedDeps } from './watched.ts';

export type CommandDeps = OstDeps & QuizDeps & GuessDeps & FavouritesDeps & WatchedDeps;

/** Every slash command, in the order /help shows them. */
export const createCommands = (deps: CommandDeps): readonly Command[] => {
  const commands: Command[] = [
    createOst(deps),
    createQuiz(deps),
    createGuess(deps),
    createFavouritesCommand(deps),
    createWatchedCommand(deps),
    createHelp({ commands: () => commands }),
  ];
  return commands;
};
