import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('ko');

/** Korean says how many are left: 결승, 준결승, 8강, 16강. */
const rounds: Readonly<Record<number, string>> = { 2: '결승', 4: '준결승' };

export const worldcup = {
  title: ({ theme }) => `이상형 월드컵 · ${theme}`,
  theme: {
    everything: '모든 노래',
    favourites: '이 서버의 즐겨찾기',
    mood: ({ mood }) => `분위기: ${mood}`,
    drama: ({ title }) => `드라마: ${title}`,
    artist: ({ name }) => `가수: ${name}`,
    years: ({ years }) => `연도: ${years}`,
  },
  words: {
    everything: ['전체', '모두', '모든 노래', '아무거나'],
    favourites: ['즐겨찾기', '저장한 노래', '이 서버의 즐겨찾기', '내 즐겨찾기'],
  },
  started: ({ host, theme, size, time }) =>
    `${host} 님이 ${size}강 월드컵을 시작했어요: **${theme}**. 더 좋은 노래를 눌러 주세요. 대결마다 ${time} 동안 열려요. ` +
    '닫히기 전에는 표를 바꿀 수 있어요. 동점이면 한 번 연장하고, 그래도 동점이면 더 유명한 노래가 올라가요.',
  time: {
    days: (value) => count(value, { other: '#일' }),
    hours: (value) => count(value, { other: '#시간' }),
    minutes: (value) => count(value, { other: '#분' }),
    seconds: (value) => count(value, { other: '#초' }),
  },
  round: ({ contenders }) => rounds[contenders] ?? `${contenders}강`,
  pair: ({ round, pair, pairs }) => (pairs === 1 ? round : `${round} · ${pairs}경기 중 ${pair}번째`),
  versus: 'vs',
  seed: ({ seed }) => `#${seed}`,
  closes: ({ unixSeconds }) => `마감 <t:${unixSeconds}:R>`,
  overtime: '동점이라 연장이에요. 이대로 끝나면 더 유명한 노래가 올라가요.',
  votesSoFar: ({ votes }) =>
    votes === 0
      ? '아직 표가 없어요. 누가 앞서는지는 마감 때 공개돼요.'
      : `지금까지 ${count(votes, { other: '#표' })}. 누가 앞서는지는 마감 때 공개돼요.`,
  voted: ({ title }) => `투표: **${title}**. 마감 전까지 바꿀 수 있어요.`,
  votedAgain: ({ title }) => `바꿨어요. 투표: **${title}**.`,
  wins: ({ title }) => `**${title}** 진출!`,
  score: ({ winner, loser }) => `${winner} 대 ${loser}`,
  by: { votes: '', overtime: '연장에서', seed: '동점, 시드 순' },
  nextSoon: '곧 다음 대결이 시작돼요.',
  paused: '잠시 멈췄어요. 며칠 뒤라도 진행자나 관리자가 이어 갈 수 있어요.',
  silent: '지난 대결들에 아무도 투표하지 않아서 기다릴게요. 진행자나 관리자가 언제든 이어 갈 수 있어요.',
  pause: '잠시 멈춤',
  resume: '이어 하기',
  look: '노래 보기…',
  champion: ({ title }) => `🏆 ${title}`,
  championLabel: '우승',
  reaches: ({ round }) => `최고 성적: ${round}`,
  championOf: ({ theme, size }) => `${size}곡 중 우승 · ${theme}`,
  turnout: ({ votes, voters }) =>
    `${count(voters, { other: '#명' })}이 ${count(votes, { other: '#표' })}를 던졌어요`,
  runnerUp: ({ title }) => `준우승: ${title}`,
  stopped: '월드컵을 끝냈어요. 우승곡은 없어요.',
  stoppedBy: ({ member }) => `${member} 님이 월드컵을 끝냈어요. 우승곡은 없어요.`,
  hall: '명예의 전당',
  noHall: '아직 우승곡이 없어요. `/월드컵 시작`으로 시작해 보세요.',
  hallLine: ({ title, theme, size, unixSeconds }) =>
    `🏆 **${title}** · ${theme} · ${size}강 · <t:${unixSeconds}:d>`,
  progress: ({ done, pairs }) => `${pairs}경기 중 ${done}경기 끝`,
  alt: ({ title, round, pairs }) => `${title} 대진표. ${round}: ${pairs}`,
  altPair: ({ a, b }) => `${a} 대 ${b}`,
} satisfies Catalog['worldcup'];
