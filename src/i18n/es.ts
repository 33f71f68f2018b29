import { daily } from './es/daily.ts';
import { errors } from './es/errors.ts';
import { moods } from './es/moods.ts';
import { ost } from './es/ost.ts';
import { quiz } from './es/quiz.ts';
import type { StartedCatalog } from './index.ts';
import { numerals } from './numerals.ts';

export const es = {
  ...numerals('es-ES'),
  errors,
  backSoon: 'Me reinicio y vuelvo en un minuto. La partida sigue donde está y no se pierde ningún punto.',
  bug: ({ errorId }) =>
    `Algo ha fallado por mi parte. Si vuelve a pasar, dale este código a quien gestiona el bot: \`${errorId}\`.`,
  help: {
    title: 'Sonagi, para las canciones de los K-dramas',
    intro:
      'Pregunta en español, 한글, coreano romanizado o con erratas: lo encontraré. No guardo tus búsquedas.',
    commands: 'Comandos',
    tips: 'Bueno es saberlo',
    tipGuess:
      'En un quiz, `/adivinar` es privado y funciona en todas partes. Escribir en el canal funciona donde puedo leerlo.',
    tipSources: 'Cada canción tiene una fuente. Su ficha dice cuántas.',
  },
  quiz,
  daily,
  ost,
  moods,
  reports: {
    button: 'Avisar de un error',
    title: 'Avisar de un error',
    question: '¿Qué está mal?',
    example: 'No la canta …, mira https://…',
    outcome: {
      filed: 'Gracias. Quien gestiona el bot lo mirará.',
      known: 'Ya me lo habías dicho. Está en la lista.',
      'too-many': 'Son muchos avisos para una hora. Guarda el resto para luego.',
    },
  },
} satisfies StartedCatalog;
