import type { QuizErrorTexts } from '../en/errors.ts';
import { plural } from '../plural.ts';

const count = plural('pt-BR');

const songs = (found: number): string => count(found, { one: '# música', other: '# músicas' });

export const widening = {
  years: ({ found }: { found: number }) => `Sem os anos: ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `Em qualquer dificuldade: ${songs(found)}`,
  pool: ({ found }: { found: number }) => `Do catálogo todo: ${songs(found)}`,
};

export const errors: QuizErrorTexts = {
  songNotFound: ({ query }) =>
    `Não conheço nenhuma música parecida com “${query}”. Tente menos palavras, quem canta ou o dorama: \`/ost drama\`.`,
  dramaNotFound: ({ query }) =>
    `Não conheço nenhum dorama parecido com “${query}”. Tente o título em inglês, em coreano ou abreviado.`,
  artistNotFound: ({ query }) =>
    `Não conheço nenhum artista parecido com “${query}”. Tente o nome em hangul ou em letras latinas.`,
  serverOnly: () => 'Isso só funciona em um servidor, em um canal onde nós dois possamos escrever.',
  noSongFits: () => 'Nenhuma música combina com tudo isso. Amplie os anos ou tire um dos filtros.',
  slowDown: ({ seconds }) => `Foi rápido demais. Tente de novo em ${seconds} s.`,
  expired: () => 'Este botão expirou. Use o comando de novo para ter um novo.',
  missingBotPermissions: ({ permissions }) =>
    `Falta uma permissão para mim neste canal: **${permissions}**. Peça à moderação para liberar no meu cargo.`,
  missingMemberPermissions: ({ permissions }) => `Só membros com **${permissions}** podem fazer isso.`,
  noGame: () => 'Nenhum quiz rolando por aqui. Comece um com `/quiz iniciar`.',
  gameRunning: ({ channelId }) => `Já tem um quiz em <#${channelId}>. Participe lá ou pare aquele primeiro.`,
  notHost: () => 'Só quem comanda este quiz ou a moderação pode fazer isso.',
  poolTooSmall: ({ found, wanted, widen }) =>
    `Com esses filtros há só ${songs(found)}, e um quiz desse tamanho precisa de ${wanted}. ` +
    [...widen.map((way) => `${widening[way.drop](way)}.`), 'Ou peça menos rodadas.'].join(' '),
  badYears: ({ years }) =>
    `Não consigo ler “${years}” como anos. Escreva \`2016\`, \`2010-2019\` ou \`2010s\`.`,
  voiceForbidden: ({ channelId, permissions }) =>
    `Ninguém consegue me ouvir em <#${channelId}>. Peça à moderação para dar **${permissions}** ao meu cargo lá.`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> está cheio (${limit}). Peça à moderação para aumentar o limite ou dar **Mover membros** ao meu cargo.`,
  voiceBusy: ({ channelId }) =>
    `Já estou tocando em <#${channelId}>. Um quiz com som precisa esperar isso acabar.`,
  joinVoiceFirst: () => 'Para um quiz com som, entre em um canal de voz e comece de novo: eu vou até você.',
  noSound: () =>
    'Não tenho som para tocar: quem administra o bot configura `AUDIO_LIBRARY` ou `AUDIO_PREVIEWS`.',
  commandChanged: () =>
    'Este comando mudou. Digite de novo e, se ainda parecer o antigo, reinicie o Discord.',
  restarting: () => 'Estou reiniciando. Tente de novo daqui a um minuto.',
  notEligible: () => 'Só quem participa deste quiz pode votar.',
  alreadyVoted: () => 'Seu voto já foi contado.',
  noMoreHints: () => 'Todas as dicas já saíram.',
  listFull: ({ limit }) => `Sua lista está cheia: cabem ${limit}. Tire alguma coisa primeiro.`,
  dailyOver: () => 'O dia desse desafio já passou. O de hoje está esperando: `/diário`.',
  noCup: () => 'Nenhuma World Cup neste canal. Comece uma com `/worldcup start`.',
  cupRunning: () =>
    'Já tem uma World Cup neste canal. Veja com `/worldcup status` ou comece outra em outro canal.',
  cupTooSmall: ({ found, wanted, fits }) =>
    `Este tema tem ${songs(found)}, e uma copa de ${wanted} precisa de ${wanted}. ` +
    (fits === null ? 'Escolha um tema mais amplo.' : `Escolha \`size: ${fits}\` ou um tema mais amplo.`),
  cupPairOver: () => 'Esse duelo já foi decidido. Vote no que está aberto.',
  cupPaused: () => 'Esta World Cup está em pausa. Quem comanda pode retomar.',
  cupNotPaused: () => 'Esta World Cup não está em pausa.',
  notCupHost: () => 'Só quem comanda esta World Cup ou a moderação pode fazer isso.',
  noTheme: ({ theme }) =>
    `Não conheço o tema “${theme}”. Escolha da lista um clima, um dorama, um artista, uma década ou \`favourites\`.`,
  badTimeZone: ({ zone }) => `Não conheço o fuso “${zone}”. Escolha um da lista, por cidade ou região.`,
  quizElsewhere: ({ channelId }) => `Neste servidor os quizzes rolam em <#${channelId}>. Comece lá.`,
  tooLate: () => 'Essa rodada já acabou. A próxima é sua.',
};
