import { daily } from './fr/daily.ts';
import { errors } from './fr/errors.ts';
import { moods } from './fr/moods.ts';
import { ost } from './fr/ost.ts';
import { quiz } from './fr/quiz.ts';
import type { StartedCatalog } from './index.ts';
import { numerals } from './numerals.ts';

export const fr = {
  ...numerals('fr'),
  errors,
  backSoon:
    'Je redémarre et je reviens dans une minute. La partie reprend où elle en est et aucun point n’est perdu.',
  bug: ({ errorId }) =>
    `Quelque chose s’est mal passé de mon côté. Si ça se reproduit, donne ce code à l’opérateur du bot : \`${errorId}\`.`,
  help: {
    title: 'Sonagi, pour les chansons des K-dramas',
    intro:
      'Demande en français, 한글, coréen romanisé ou avec des fautes : je trouverai. Je ne garde pas tes recherches.',
    commands: 'Commandes',
    tips: 'Bon à savoir',
    tipGuess:
      'Dans un quiz, `/répondre` est privé et marche partout. Écrire dans le salon marche là où je peux lire.',
    tipSources: 'Chaque chanson a une source. Sa fiche dit combien.',
  },
  quiz,
  daily,
  ost,
  moods,
  reports: {
    button: 'Signaler une erreur',
    title: 'Signaler une erreur',
    question: 'Qu’est-ce qui ne va pas ?',
    example: 'L’interprète n’est pas …, voir https://…',
    outcome: {
      filed: 'Merci. L’opérateur va regarder.',
      known: 'Tu me l’avais déjà dit. C’est sur la liste.',
      'too-many': 'Ça fait beaucoup pour une heure. Garde le reste pour plus tard.',
    },
  },
} satisfies StartedCatalog;
