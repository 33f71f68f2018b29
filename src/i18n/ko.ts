import type { Catalog } from './index.ts';
import { daily } from './ko/daily.ts';
import { doctor } from './ko/doctor.ts';
import { errors } from './ko/errors.ts';
import { favourites, leaderboard, profile, stamps, watched } from './ko/lists.ts';
import { moods } from './ko/moods.ts';
import { ost } from './ko/ost.ts';
import { follow } from './ko/follow.ts';
import { memory } from './ko/memory.ts';
import { party } from './ko/party.ts';
import { privacy } from './ko/privacy.ts';
import { quiz } from './ko/quiz.ts';
import { settings } from './ko/settings.ts';
import { help, mentions, reports } from './ko/small.ts';
import { worldcup } from './ko/worldcup.ts';
import { numerals } from './numerals.ts';

export const ko = {
  ...numerals('ko'),
  errors,
  backSoon: '다시 시작하고 1분 안에 돌아올게요. 게임은 이어지고 점수도 모두 그대로예요.',
  bug: ({ errorId }) =>
    `제 쪽에서 문제가 생겼어요. 또 그러면 운영자에게 이 번호를 알려 주세요: \`${errorId}\``,
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
} satisfies Catalog;
