import type { Catalog } from '../index.ts';
import { dayIn } from '../numerals.ts';
import { plural } from '../plural.ts';

const count = plural('fr');
const date = dayIn('fr');

export const daily = {
  title: ({ day }) => `Défi du jour · ${date(day)}`,
  rules: ({ steps }) =>
    `Une erreur ou un indice prend une des ${steps} étapes. Presque juste, c’est gratuit.`,
  step: ({ step, steps }) => `Étape ${step} sur ${steps}`,
  streak: ({ days, best }) =>
    `Série : ${count(days, { one: '# jour', other: '# jours' })} (record : ${best})`,
  freezeReady: 'Joker disponible : tu peux manquer un jour ce mois-ci',
  freezeUsed: 'Le joker de ce mois est utilisé',
  answer: 'Répondre',
  nextClue: 'Indice suivant',
  share: 'Partager',
  modalTitle: 'Le défi du jour',
  modalLabel: 'Quel est ce drama ?',
  modalHint: 'En hangeul, en anglais ou en coréen romanisé',
  outcome: {
    wrong: ({ guess }) => `Ce n’est pas « ${guess} ». Voici un autre indice.`,
    near: () => 'Presque ! Regarde l’orthographe, l’année ou la saison. Celle-là est gratuite.',
    repeated: () => 'Tu l’as déjà essayé. Ça ne coûte rien.',
    clue: () => 'Un indice de plus.',
  },
  solved: ({ step }) => `Trouvé en ${count(step, { one: '# étape', other: '# étapes' })}`,
  missed: 'Pas cette fois',
  next: ({ unixSeconds }) => `Le prochain arrive <t:${unixSeconds}:R>.`,
  spoken: { wrong: 'erreur', clue: 'indice', right: 'trouvé' },
  shared: ({ member, day, result }) => `${member} · Défi du jour de Sonagi, ${date(day)} · ${result}`,
} satisfies Catalog['daily'];
