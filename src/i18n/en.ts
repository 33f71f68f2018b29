import { daily } from './en/daily.ts';
import { doctor } from './en/doctor.ts';
import { errors } from './en/errors.ts';
import { favourites } from './en/favourites.ts';
import { follow } from './en/follow.ts';
import { help } from './en/help.ts';
import { leaderboard } from './en/leaderboard.ts';
import { memory } from './en/memory.ts';
import { mentions } from './en/mentions.ts';
import { moods } from './en/moods.ts';
import { ost } from './en/ost.ts';
import { party } from './en/party.ts';
import { privacy } from './en/privacy.ts';
import { profile } from './en/profile.ts';
import { quiz } from './en/quiz.ts';
import { reports } from './en/reports.ts';
import { settings } from './en/settings.ts';
import { stamps } from './en/stamps.ts';
import { watched } from './en/watched.ts';
import { worldcup } from './en/worldcup.ts';
import { numerals } from './numerals.ts';

export const en = {
  ...numerals('en'),
  errors,
  /** In channels where a game is running, until the bot is back. */
  backSoon: 'I am restarting and back in a minute. The game goes on where it is, and all points are kept.',
  bug: (params: { errorId: string }) =>
    `Something went wrong on my side. If it happens again, tell the operator this id: \`${params.errorId}\`.`,
  ost,
  moods,
  reports,
  mentions,
  help,
  quiz,
  daily,
  worldcup,
  party,
  favourites,
  watched,
  leaderboard,
  profile,
  stamps,
  privacy,
  settings,
  follow,
  memory,
  doctor,
};
