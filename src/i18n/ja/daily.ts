import type { Catalog } from '../index.ts';
import { dayIn } from '../numerals.ts';
import { plural } from '../plural.ts';

const count = plural('ja');
const date = dayIn('ja');

export const daily = {
  title: ({ day }) => `今日の一問 · ${date(day)}`,
  rules: ({ steps }) => `間違いかヒントで、${steps}ステップのうち1つを使います。惜しい答えはただです。`,
  step: ({ step, steps }) => `ステップ ${step} / ${steps}`,
  streak: ({ days, best }) => `連続${count(days, { other: '#日' })}（最高${count(best, { other: '#日' })}）`,
  freezeReady: 'お休み券あり：今月は1日休めます',
  freezeUsed: '今月のお休み券は使いました',
  answer: '答える',
  nextClue: '次のヒント',
  share: '共有',
  modalTitle: '今日の一問',
  modalLabel: 'どのドラマでしょう？',
  modalHint: 'ハングル、英語、ローマ字のどれでも',
  outcome: {
    wrong: ({ guess }) => `「${guess}」ではありません。ヒントをもう一つどうぞ。`,
    near: () => '惜しい！つづり、年、シーズンを見直してみて。今のはただです。',
    repeated: () => 'それはもう試しました。ステップは減りません。',
    clue: () => 'ヒントをもう一つ。',
  },
  solved: ({ step }) => `${count(step, { other: '#ステップ' })}で正解`,
  missed: '今回は残念',
  next: ({ unixSeconds }) => `次の問題は <t:${unixSeconds}:R> です。`,
  spoken: { wrong: '不正解', clue: 'ヒント', right: '正解' },
  shared: ({ member, day, result }) => `${member} · Sonagi 今日の一問 ${date(day)} · ${result}`,
} satisfies Catalog['daily'];
