import type { Command, ContextMenu } from '../discord/command.ts';
import { createFindTheOst } from './find-the-ost.ts';
import type { FindTheOstDeps } from './find-the-ost.ts';
import { createDoctorCommand } from './doctor.ts';
import type { DoctorCommandDeps } from './doctor.ts';
import { createDailyCommand } from './daily.ts';
import type { DailyCommandDeps } from './daily.ts';
import { createFavouritesCommand } from './favourites.ts';
import type { FavouritesDeps } from './favourites.ts';
import { createGuess } from './guess.ts';
import type { GuessDeps } from './guess.ts';
import { createHelp } from './help.ts';
import { createLeaderboard } from './leaderboard.ts';
import type { LeaderboardDeps } from './leaderboard.ts';
import { createOst } from './ost.ts';
import type { OstDeps } from './ost.ts';
import { createFollowCommand } from './follow.ts';
import type { FollowCommandDeps } from './follow.ts';
import { createMemoryCommand } from './memory.ts';
import type { MemoryCommandDeps } from './memory.ts';
import { createPrivacyCommand } from './privacy.ts';
import type { PrivacyDeps } from './privacy.ts';
import { createParty } from './party.ts';
import type { PartyCommandDeps } from './party/deps.ts';
import { createProfile, createProfileMenu } from './profile.ts';
import type { ProfileDeps } from './profile.ts';
import { createQuiz } from './quiz.ts';
import type { QuizDeps } from './quiz.ts';
import { createSettingsCommand } from './settings.ts';
import type { SettingsCommandDeps } from './settings.ts';
import { createWatchedCommand } from './watched.ts';
import type { WatchedDeps } from './watched.ts';

import { createWorldcup } from './worldcup.ts';
import type { WorldcupDeps } from './worldcup.ts';

export type CommandDeps = OstDeps &
  QuizDeps &
  PartyCommandDeps &
  MemoryCommandDeps &
  FollowCommandDeps &
  GuessDeps &
  FindTheOstDeps &
  FavouritesDeps &
  WatchedDeps &
  LeaderboardDeps &
  ProfileDeps &
  PrivacyDeps &
  DailyCommandDeps &
  SettingsCommandDeps &
  WorldcupDeps &
  DoctorCommandDeps;

/** Every slash command, in the order /help shows them. */
export const createCommands = (deps: CommandDeps): readonly Command[] => {
  const commands: Command[] = [
    createOst(deps),
    createQuiz(deps),
    createParty(deps),
    createGuess(deps),
    createDailyCommand(deps),
    createWorldcup(deps),
    createLeaderboard(deps),
    createProfile(deps),
    createFavouritesCommand(deps),
    createWatchedCommand(deps),
    createMemoryCommand(deps),
    createFollowCommand(deps),
    createPrivacyCommand(deps),
    createSettingsCommand(deps),
    createDoctorCommand(deps),
    createHelp({ commands: () => commands }),
  ];
  return commands;
};

/** Every entry of the "Apps" menus. */
export const createContextMenus = (deps: CommandDeps): readonly ContextMenu[] => [
  createFindTheOst(deps),
  createProfileMenu(deps),
];
