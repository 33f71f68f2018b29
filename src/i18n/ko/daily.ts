import type { Catalog } from '../index.ts';
import { dayIn } from '../numerals.ts';
import { particle } from '../particle.ts';
import { plural } from '../plural.ts';

const count = plural('ko');
const date = dayIn('ko');

export const daily = {
  title: ({ day }) => `오늘의 문제 · ${date(day)}`,
  rules: ({ steps }) => `틀리거나 단서를 보면 ${steps}단계 중 하나를 써요. 아깝게 틀린 답은 공짜예요.`,
  step: ({ step, steps }) => `${steps}단계 중 ${step}단계`,
  streak: ({ days, best }) => `연속 ${count(days, { other: '#일' })} (최고 ${count(best, { other: '#일' })})`,
  freezeReady: '쉼표 있음: 이번 달에 하루는 쉬어도 돼요',
  freezeUsed: '이번 달 쉼표를 썼어요',
  answer: '답하기',
  nextClue: '다음 단서',
  share: '공유',
  modalTitle: '오늘의 문제',
  modalLabel: '어느 드라마일까요?',
  modalHint: '한글, 영어, 로마자 모두 좋아요',
  outcome: {
    wrong: ({ guess }) => `“${guess}”${particle(guess, '은/는')} 아니에요. 단서를 하나 더 드릴게요.`,
    near: () => '아까워요! 맞춤법이나 연도, 시즌을 다시 보세요. 이번 건 공짜예요.',
    repeated: () => '이미 해 본 답이에요. 단계는 그대로예요.',
    clue: () => '단서를 하나 더 드릴게요.',
  },
  solved: ({ step }) => `${count(step, { other: '#단계' })} 만에 맞혔어요`,
  missed: '이번엔 아쉽네요',
  next: ({ unixSeconds }) => `다음 문제 <t:${unixSeconds}:R>`,
  spoken: { wrong: '오답', clue: '단서', right: '정답' },
  shared: ({ member, day, result }) => `${member} · 소나기 오늘의 문제 ${date(day)} · ${result}`,
} satisfies Catalog['daily'];
