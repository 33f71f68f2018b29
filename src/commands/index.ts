import type { Command, ContextMenu } from '../discord/command.ts';
import { createFindTheOst } from './find-the-ost.ts';
import type { FindTheOstDeps } from './find-the-ost.ts';
import { createGuess } from './guess.ts';
import type { GuessDeps } from './guess.ts';
import { createHelp } from './help.ts';
import { createOst } from './ost.ts';
import type { OstDeps } from './ost.ts';
import { createQuiz } from './quiz.ts';
import type { QuizDeps } from './quiz.ts';

export type CommandDeps = OstDeps & QuizDeps & GuessDeps & FindTheOstDeps;

/** Every slash command, in the order /help shows them. */
export const createCommands = (deps: CommandDeps): readonly Command[] => {
  const commands: Command[] = [
    createOst(deps),
    createQuiz(deps),
    createGuess(deps),
    createHelp({ commands: () => commands }),
  ];
  return commands;
};

/** Every entry of the "Apps" menus. */
export const createContextMenus = (deps: CommandDeps): readonly ContextMenu[] => [createFindTheOst(deps)];
