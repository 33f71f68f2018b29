import { daily } from './en/daily.ts';
import { doctor } from './en/doctor.ts';
import { errors } from './en/errors.ts';
import { favourites } from './en/favourites.ts';
import { help } from './en/help.ts';
import { leaderboard } from './en/leaderboard.ts';
import { mentions } from './en/mentions.ts';
import { moods } from './en/moods.ts';
import { ost } from './en/ost.ts';
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
  favourites,
  watched,
  leaderboard,
  profile,
  stamps,
  privacy,
  settings,
  doctor,
};
