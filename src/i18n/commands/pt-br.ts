import type { CommandTexts } from './words.ts';

export const ptBr: CommandTexts = {
  quiz: { description: 'Adivinhe o dorama pela música' },
  'quiz start': { name: 'iniciar', description: 'Começar um quiz neste canal' },
  'quiz start mode': {
    name: 'modo',
    description: 'Como se joga (clássico)',
    choices: {
      classic: 'Clássico: todos respondem, quem acerta primeiro ganha mais',
      choice: 'Opções: quatro botões',
      lives: 'Vidas: três erros e você sai',
      'sudden-death': 'Morte súbita: um erro e você sai',
      teams: 'Times: dois lados',
      ladder: 'Escada: quanto antes você souber, mais vale',
    },
  },
  'quiz start answer': {
    name: 'resposta',
    description: 'O que adivinhar (o dorama)',
    choices: { drama: 'O dorama', song: 'A música', artist: 'Quem canta' },
  },
  'quiz start play': {
    name: 'som',
    description: 'De onde vêm as dicas (automático)',
    choices: {
      auto: 'Automático: voz se você estiver em um canal de voz',
      voice: 'Voz: trechos',
      text: 'Texto: dicas escritas',
    },
  },
  'quiz start rounds': { name: 'rodadas', description: 'Quantas rodadas (10)' },
  'quiz start seconds': { name: 'segundos', description: 'Segundos por rodada (30)' },
  'quiz start difficulty': {
    name: 'dificuldade',
    description: 'O quanto as músicas são conhecidas (qualquer)',
    choices: { easy: 'Fácil', normal: 'Normal', hard: 'Difícil', any: 'Qualquer' },
  },
  'quiz start years': { name: 'anos', description: 'Anos dos doramas: 2016, 2010-2019 ou 2010s' },
  'quiz start pool': {
    name: 'músicas',
    description: 'Quais músicas podem aparecer (todas)',
    choices: {
      everything: 'Todas',
      watched: 'De doramas que os jogadores viram',
      favourites: 'As que os jogadores salvaram',
    },
  },
  'quiz stop': { name: 'parar', description: 'Terminar o quiz e ver o resumo (quem comanda, moderação)' },
  'quiz skip': { name: 'pular', description: 'Votar para pular esta rodada' },
  'quiz hint': { name: 'dica', description: 'Votar pela próxima dica' },
  'quiz why': { name: 'motivo', description: 'Por que sua última resposta foi certa, quase ou errada' },
  'quiz scores': { name: 'placar', description: 'Os pontos até agora' },
  guess: { name: 'responder', description: 'Responder ao quiz em particular' },
  'guess answer': { name: 'resposta', description: 'Em hangul, inglês ou coreano romanizado' },
  daily: { name: 'diário', description: 'O desafio de hoje: uma música, seis passos, igual para todos' },
  help: { name: 'ajuda', description: 'O que o Sonagi faz, em um minuto' },
};
