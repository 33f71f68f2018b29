import type { StartedCatalog } from './index.ts';
import { numerals } from './numerals.ts';
import { daily } from './pt-br/daily.ts';
import { errors } from './pt-br/errors.ts';
import { moods } from './pt-br/moods.ts';
import { ost } from './pt-br/ost.ts';
import { quiz } from './pt-br/quiz.ts';

export const ptBr = {
  ...numerals('pt-BR'),
  errors,
  backSoon: 'Estou reiniciando e volto em um minuto. O jogo continua de onde parou e nenhum ponto se perde.',
  bug: ({ errorId }) =>
    `Algo deu errado do meu lado. Se acontecer de novo, passe este código para quem cuida do bot: \`${errorId}\`.`,
  help: {
    title: 'Sonagi, para as músicas dos doramas',
    intro:
      'Pergunte em português, 한글, coreano romanizado ou com erros: eu encontro. Não guardo suas buscas.',
    commands: 'Comandos',
    tips: 'Bom saber',
    tipGuess:
      'Em um quiz, `/responder` é privado e funciona em todo lugar. Escrever no canal funciona onde eu posso ler.',
    tipSources: 'Toda música tem uma fonte. A ficha diz quantas.',
  },
  quiz,
  daily,
  ost,
  moods,
  reports: {
    button: 'Avisar de um erro',
    title: 'Avisar de um erro',
    question: 'O que está errado?',
    example: 'Quem canta não é …, veja https://…',
    outcome: {
      filed: 'Obrigado. Quem cuida do bot vai olhar.',
      known: 'Você já me contou isso. Está na lista.',
      'too-many': 'São muitos avisos para uma hora. Guarde o resto para depois.',
    },
  },
} satisfies StartedCatalog;
