import type { Catalog } from '../index.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

export const favourites = {
  title: '내 즐겨찾기',
  empty: '저장한 노래가 아직 없어요. 노래 아래의 “저장”을 누르거나 `/즐겨찾기 추가`를 써 보세요.',
  notThere: '즐겨찾기에 없는 노래예요. `/즐겨찾기 목록`에서 확인해 보세요.',
  removed: ({ title }) => `**${title}**${particle(title, '을/를')} 즐겨찾기에서 뺐어요.`,
  restored: ({ title }) => `**${title}**${particle(title, '을/를')} 제자리에 돌려놨어요.`,
  undo: '되돌리기',
  exported: ({ songs }) => `즐겨찾기 ${count(songs, { other: '#곡' })}, 듣기 링크까지 담았어요.`,
} satisfies Catalog['favourites'];

export const watched = {
  title: '내가 본 드라마',
  empty:
    '목록이 비어 있어요. `/본드라마 추가`로 드라마를 넣고 `/퀴즈 시작`에서 `범위: 본 드라마`로 해 보세요.',
  notThere: '목록에 없는 드라마예요. `/본드라마 목록`에서 확인해 보세요.',
  added: ({ title }) => `**${title}**${particle(title, '을/를')} 본 드라마에 넣었어요.`,
  isAt: ({ title, episode }) =>
    `**${title}** ${episode}회까지 봤다고 적었어요. 그 뒤 내용은 버튼 뒤에 숨길게요.`,
  watching: '보고 있는 드라마',
  watchingLine: ({ title, episode }) => `${title} · ${episode}회`,
  alreadyAdded: ({ title }) => `**${title}**${particle(title, '은/는')} 이미 목록에 있어요.`,
  removed: ({ title }) => `**${title}**${particle(title, '을/를')} 목록에서 뺐어요.`,
  restored: ({ title }) => `**${title}**${particle(title, '을/를')} 제자리에 돌려놨어요.`,
  page: ({ page, pages, dramas }) => `${pages}쪽 중 ${page}쪽 · ${count(dramas, { other: '#편' })}`,
} satisfies Catalog['watched'];

export const leaderboard = {
  title: ({ scope, period }) => `순위표 · ${scope} · ${period}`,
  scope: { server: '이 서버', global: '모든 서버' },
  period: { week: '이번 주', month: '이번 달', year: '올해', all: '전체 기간' },
  empty: '아직 점수가 없어요. `/퀴즈 시작`으로 첫 점수를 내 보세요.',
  someone: '다른 서버의 팬',
  line: ({ name, points, right, rounds, bestStreak }) =>
    `**${name}** · ${count(points, { other: '#점' })} · ${rounds}문제 중 ${right}개 정답 · 최고 ${bestStreak}연속`,
  page: ({ page, pages, members }) => `${pages}쪽 중 ${page}쪽 · ${count(members, { other: '#명' })}`,
} satisfies Catalog['leaderboard'];

export const profile = {
  aFan: '팬',
  level: ({ level }) => `레벨 ${level}`,
  points: ({ points }) => count(points, { other: '#점' }),
  toNext: ({ points, level }) => `레벨 ${level}까지 ${count(points, { other: '#점' })}`,
  rankHere: '서버 순위',
  rankEverywhere: '전체 순위',
  firsts: '가장 먼저 맞힘',
  rounds: '라운드',
  accuracy: '정답률',
  bestStreak: '최고 연속',
  dailyStreak: '오늘의 문제 연속',
  knowsBest: '제일 잘 아는 것',
  nothingYet: '아직 없어요. 퀴즈를 해 보세요',
} satisfies Catalog['profile'];

export const stamps = {
  open: '스탬프북',
  title: ({ member }) => `${member} 님의 스탬프북`,
  kind: { drama: '드라마', artist: '가수', year: '연도' },
  empty:
    '아직 스탬프가 없어요. 퀴즈에서 힌트나 보기 버튼 없이 노래를 맞히면 그 드라마 페이지에 스탬프가 찍혀요.',
  progress: ({ stamped, of }) => `${of}개 중 ${stamped}개`,
  summary: (params) =>
    `스탬프 ${count(params.stamps, { other: '#개' })} · 페이지 ${count(params.pages, { other: '#쪽' })}, 완성 ${params.whole}`,
  page: ({ page, pages }) => `${pages}쪽 중 ${page}쪽`,
  pick: '페이지 열기…',
  back: '모든 페이지',
  complete: '완성',
} satisfies Catalog['stamps'];
