import type { Catalog } from '../index.ts';
import { dayIn } from '../numerals.ts';
import { plural } from '../plural.ts';

const count = plural('es');
const date = dayIn('es');

export const daily = {
  title: ({ day }) => `Reto del día · ${date(day)}`,
  rules: ({ steps }) => `Un fallo o una pista gastan uno de los ${steps} pasos. Si casi aciertas, es gratis.`,
  step: ({ step, steps }) => `Paso ${step} de ${steps}`,
  streak: ({ days, best }) => `Racha: ${count(days, { one: '# día', other: '# días' })} (la mejor, ${best})`,
  freezeReady: 'Comodín listo: puedes faltar un día este mes',
  freezeUsed: 'El comodín de este mes ya está usado',
  answer: 'Responder',
  nextClue: 'Otra pista',
  share: 'Compartir',
  modalTitle: 'El reto de hoy',
  modalLabel: '¿Qué drama es?',
  modalHint: 'En hangul, inglés o coreano romanizado',
  outcome: {
    wrong: ({ guess }) => `«${guess}» no es. Aquí va otra pista.`,
    near: () => '¡Casi! Revisa cómo se escribe, el año o la temporada. Esta no cuenta.',
    repeated: () => 'Esa ya la probaste. No cuesta nada.',
    clue: () => 'Una pista más.',
  },
  solved: ({ step }) => `Resuelto en ${count(step, { one: '# paso', other: '# pasos' })}`,
  missed: 'Esta vez no',
  next: ({ unixSeconds }) => `El siguiente llega <t:${unixSeconds}:R>.`,
  spoken: { wrong: 'fallo', clue: 'pista', right: 'acierto' },
  shared: ({ member, day, result }) => `${member} · Reto del día de Sonagi, ${date(day)} · ${result}`,
} satisfies Catalog['daily'];
