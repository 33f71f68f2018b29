import type { Catalog } from '../index.ts';
import { dayIn } from '../numerals.ts';
import { plural } from '../plural.ts';

const count = plural('pt-BR');
const date = dayIn('pt-BR');

export const daily = {
  title: ({ day }) => `Desafio do dia · ${date(day)}`,
  rules: ({ steps }) => `Um erro ou uma dica gasta um dos ${steps} passos. Quase acertar é de graça.`,
  step: ({ step, steps }) => `Passo ${step} de ${steps}`,
  streak: ({ days, best }) =>
    `Sequência: ${count(days, { one: '# dia', other: '# dias' })} (a melhor: ${best})`,
  freezeReady: 'Folga disponível: você pode faltar um dia este mês',
  freezeUsed: 'A folga deste mês já foi usada',
  answer: 'Responder',
  nextClue: 'Outra dica',
  share: 'Compartilhar',
  modalTitle: 'O desafio de hoje',
  modalLabel: 'Qual é o dorama?',
  modalHint: 'Em hangul, inglês ou coreano romanizado',
  outcome: {
    wrong: ({ guess }) => `“${guess}” não é. Aqui vai outra dica.`,
    near: () => 'Quase! Confira a grafia, o ano ou a temporada. Esta foi de graça.',
    repeated: () => 'Essa você já tentou. Não custa nada.',
    clue: () => 'Mais uma dica.',
  },
  solved: ({ step }) => `Resolvido em ${count(step, { one: '# passo', other: '# passos' })}`,
  missed: 'Não foi desta vez',
  next: ({ unixSeconds }) => `O próximo chega <t:${unixSeconds}:R>.`,
  spoken: { wrong: 'erro', clue: 'dica', right: 'acerto' },
  shared: ({ member, day, result }) => `${member} · Desafio do dia do Sonagi, ${date(day)} · ${result}`,
} satisfies Catalog['daily'];
