import type { QuizErrorTexts } from '../en/errors.ts';
import { plural } from '../plural.ts';

const count = plural('es');

const songs = (found: number): string => count(found, { one: '# canción', other: '# canciones' });

export const widening = {
  years: ({ found }: { found: number }) => `Sin los años: ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `Con cualquier dificultad: ${songs(found)}`,
  pool: ({ found }: { found: number }) => `De todo el catálogo: ${songs(found)}`,
};

export const errors: QuizErrorTexts = {
  songNotFound: ({ query }) =>
    `No conozco ninguna canción parecida a «${query}». Prueba con menos palabras, con quien la canta o con el drama: \`/ost drama\`.`,
  dramaNotFound: ({ query }) =>
    `No conozco ningún drama parecido a «${query}». Prueba con su título en inglés, en coreano o abreviado.`,
  artistNotFound: ({ query }) =>
    `No conozco a ningún artista parecido a «${query}». Prueba con su nombre en hangul o en letras latinas.`,
  serverOnly: () => 'Esto solo funciona en un servidor, en un canal donde podamos escribir tú y yo.',
  noSongFits: () => 'Ninguna canción cumple todo eso. Amplía los años o quita algún filtro.',
  slowDown: ({ seconds }) => `¡Qué rapidez! Vuelve a intentarlo en ${seconds} s.`,
  expired: () => 'Este botón ha caducado. Usa el comando otra vez para tener uno nuevo.',
  missingBotPermissions: ({ permissions }) =>
    `Me falta un permiso en este canal: **${permissions}**. Pide a la moderación que se lo dé a mi rol.`,
  missingMemberPermissions: ({ permissions }) => `Solo pueden hacerlo los miembros con **${permissions}**.`,
  noGame: () => 'No hay ningún quiz en marcha. Empieza uno con `/quiz iniciar`.',
  gameRunning: ({ channelId }) => `Ya hay un quiz en <#${channelId}>. Únete allí o detenlo primero.`,
  notHost: () => 'Solo puede hacerlo quien dirige este quiz o la moderación.',
  poolTooSmall: ({ found, wanted, widen }) =>
    `Con estos filtros solo hay ${songs(found)}, y un quiz así de largo necesita ${wanted}. ` +
    [...widen.map((way) => `${widening[way.drop](way)}.`), 'O pide menos rondas.'].join(' '),
  badYears: ({ years }) => `No entiendo «${years}» como años. Escribe \`2016\`, \`2010-2019\` o \`2010s\`.`,
  voiceForbidden: ({ channelId, permissions }) =>
    `No se me puede oír en <#${channelId}>. Pide a la moderación que le dé **${permissions}** a mi rol allí.`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> está lleno (${limit}). Pide a la moderación que suba el límite de usuarios o que le dé **Mover miembros** a mi rol.`,
  voiceBusy: ({ channelId }) =>
    `Ya estoy sonando en <#${channelId}>. Un quiz con sonido tiene que esperar a que acabe.`,
  joinVoiceFirst: () => 'Para un quiz con sonido, entra en un canal de voz y empieza otra vez: voy contigo.',
  noSound: () =>
    'No tengo sonido que poner: quien gestiona el bot configura `AUDIO_LIBRARY` o `AUDIO_PREVIEWS`.',
  commandChanged: () =>
    'Este comando ha cambiado. Escríbelo otra vez y, si sigue igual que antes, reinicia Discord.',
  restarting: () => 'Me estoy reiniciando. Inténtalo otra vez dentro de un minuto.',
  notEligible: () => 'Solo pueden votar quienes participan en este quiz.',
  alreadyVoted: () => 'Tu voto ya está contado.',
  noMoreHints: () => 'Ya han salido todas las pistas.',
  listFull: ({ limit }) => `Tu lista está llena: caben ${limit}. Quita algo primero.`,
  dailyOver: () => 'El día de ese reto ya pasó. El de hoy te espera: `/diario`.',
  noCup: () => 'No hay ninguna World Cup en este canal. Empieza una con `/worldcup start`.',
  cupRunning: () =>
    'Ya hay una World Cup en este canal. Mírala con `/worldcup status` o empieza otra en otro canal.',
  cupTooSmall: ({ found, wanted, fits }) =>
    `Este tema tiene ${songs(found)}, y una copa de ${wanted} necesita ${wanted}. ` +
    (fits === null ? 'Elige un tema más amplio.' : `Elige \`size: ${fits}\` o un tema más amplio.`),
  cupPairOver: () => 'Ese duelo ya está decidido. Vota en el que está abierto.',
  cupPaused: () => 'Esta World Cup está en pausa. Quien la dirige puede reanudarla.',
  cupNotPaused: () => 'Esta World Cup no está en pausa.',
  notCupHost: () => 'Solo puede hacerlo quien dirige esta World Cup o la moderación.',
  noTheme: ({ theme }) =>
    `No conozco el tema «${theme}». Elige de la lista un ambiente, un drama, un artista, una década o \`favourites\`.`,
  badTimeZone: ({ zone }) =>
    `No conozco la zona horaria «${zone}». Elige una de la lista, por ciudad o región.`,
  quizElsewhere: ({ channelId }) => `En este servidor los quiz se juegan en <#${channelId}>. Empiézalo allí.`,
  tooLate: () => 'Esa ronda ya terminó. La próxima es tuya.',
};
