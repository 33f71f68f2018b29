import { plural } from '../plural.ts';

const count = plural('en');

/** `/daily`. */
export const daily = {
  title: (params: { day: string }) => `Daily puzzle · ${params.day}`,
  rules: (params: { steps: number }) =>
    `A wrong answer or a clue takes one of ${params.steps} steps. A near miss is free.`,
  step: (params: { step: number; steps: number }) => `Step ${params.step} of ${params.steps}`,
  streak: (params: { days: number; best: number }) =>
    `Streak: ${count(params.days, { one: '# day', other: '# days' })} (best ${params.best})`,
  freezeReady: 'Freeze ready: you may miss one day this month',
  freezeUsed: 'This month’s freeze is used',
  answer: 'Answer',
  nextClue: 'Next clue',
  share: 'Share',
  modalTitle: 'Today’s puzzle',
  modalLabel: 'Which drama is it?',
  modalHint: 'In Hangul, English or romanised Korean',
  outcome: {
    wrong: (params: { guess: string }) => `“${params.guess}” is not it. Here is another clue.`,
    near: () => 'Close! Look at the spelling, the year or the season. That one was free.',
    repeated: () => 'You have tried that one already. It costs nothing.',
    clue: () => 'One more clue.',
  } satisfies Record<string, (params: { guess: string }) => string>,
  solved: (params: { step: number }) =>
    `Solved in ${count(params.step, { one: '# step', other: '# steps' })}`,
  missed: 'Not this time',
  next: (params: { unixSeconds: number }) => `The next one comes <t:${params.unixSeconds}:R>.`,
  spoken: { wrong: 'wrong', clue: 'a clue', right: 'right' },
  shared: (params: { member: string; day: string; result: string }) =>
    `${params.member} · Sonagi daily ${params.day} · ${params.result}`,
};
