import type { QuizErrorTexts } from '../en/errors.ts';
import { plural } from '../plural.ts';

const count = plural('fr');

const songs = (found: number): string => count(found, { one: '# chanson', other: '# chansons' });

export const widening = {
  years: ({ found }: { found: number }) => `Sans les années : ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `Toutes difficultés : ${songs(found)}`,
  pool: ({ found }: { found: number }) => `Dans tout le catalogue : ${songs(found)}`,
};

export const errors: QuizErrorTexts = {
  songNotFound: ({ query }) =>
    `Je ne connais aucune chanson proche de « ${query} ». Essaie avec moins de mots, l’interprète, ou le drama avec \`/ost drama\`.`,
  dramaNotFound: ({ query }) =>
    `Je ne connais aucun drama proche de « ${query} ». Essaie son titre anglais, coréen ou abrégé.`,
  artistNotFound: ({ query }) =>
    `Je ne connais aucun artiste proche de « ${query} ». Essaie son nom en hangeul ou en lettres latines.`,
  serverOnly: () => 'Ça ne marche que sur un serveur, dans un salon où nous pouvons écrire tous les deux.',
  noSongFits: () => 'Aucune chanson ne correspond. Élargis les années ou retire un critère.',
  slowDown: ({ seconds }) => `C’était rapide ! Réessaie dans ${seconds} s.`,
  expired: () => 'Ce bouton a expiré. Relance la commande pour en avoir un nouveau.',
  missingBotPermissions: ({ permissions }) =>
    `Il me manque une permission dans ce salon : **${permissions}**. Demande à la modération de l’accorder à mon rôle.`,
  missingMemberPermissions: ({ permissions }) => `Réservé aux membres qui ont **${permissions}**.`,
  noGame: () => 'Aucun quiz en cours ici. Lances-en un avec `/quiz lancer`.',
  gameRunning: ({ channelId }) =>
    `Un quiz est déjà en cours dans <#${channelId}>. Rejoins-le ou arrête-le d’abord.`,
  notHost: () => 'Seuls l’hôte de ce quiz et la modération peuvent faire ça.',
  poolTooSmall: ({ found, wanted, widen }) =>
    `Seulement ${songs(found)} avec ces réglages, et un quiz de cette longueur en demande ${wanted}. ` +
    [...widen.map((way) => `${widening[way.drop](way)}.`), 'Ou demande moins de manches.'].join(' '),
  badYears: ({ years }) =>
    `Je ne lis pas « ${years} » comme des années. Écris \`2016\`, \`2010-2019\` ou \`2010s\`.`,
  voiceForbidden: ({ channelId, permissions }) =>
    `On ne peut pas m’entendre dans <#${channelId}>. Demande à la modération d’y accorder **${permissions}** à mon rôle.`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> est plein (${limit}). Demande à la modération d’augmenter la limite ou de donner **Déplacer des membres** à mon rôle.`,
  voiceBusy: ({ channelId }) =>
    `Je joue déjà dans <#${channelId}>. Un quiz avec le son doit attendre que ce soit fini.`,
  joinVoiceFirst: () => 'Pour un quiz avec le son, rejoins un salon vocal et recommence : je te rejoins.',
  noSound: () =>
    'Je n’ai aucun son à jouer : la personne qui gère le bot règle `AUDIO_LIBRARY` ou `AUDIO_PREVIEWS`.',
  commandChanged: () =>
    'Cette commande a changé. Tape-la de nouveau et redémarre Discord si elle paraît encore ancienne.',
  restarting: () => 'Je redémarre. Réessaie dans une minute.',
  notEligible: () => 'Seuls les participants de ce quiz peuvent voter.',
  alreadyVoted: () => 'Ton vote est déjà compté.',
  noMoreHints: () => 'Tous les indices sont déjà sortis.',
  listFull: ({ limit }) => `Ta liste est pleine : ${limit} au maximum. Retire d’abord quelque chose.`,
  dailyOver: () => 'Le jour de ce défi est passé. Celui d’aujourd’hui t’attend : `/défi-du-jour`.',
  noCup: () => 'Aucune World Cup dans ce salon. Lances-en une avec `/worldcup start`.',
  cupRunning: () =>
    'Une World Cup est déjà en cours dans ce salon. Regarde-la avec `/worldcup status`, ou lances-en une ailleurs.',
  cupTooSmall: ({ found, wanted, fits }) =>
    `Ce thème compte ${songs(found)}, et une coupe de ${wanted} en demande ${wanted}. ` +
    (fits === null ? 'Choisis un thème plus large.' : `Choisis \`size: ${fits}\` ou un thème plus large.`),
  cupPairOver: () => 'Ce duel est terminé. Vote pour celui qui est ouvert.',
  cupPaused: () => 'Cette World Cup est en pause. Son hôte peut la reprendre.',
  cupNotPaused: () => 'Cette World Cup n’est pas en pause.',
  notCupHost: () => 'Seuls l’hôte de cette World Cup et la modération peuvent faire ça.',
  noTheme: ({ theme }) =>
    `Je ne connais pas le thème « ${theme} ». Choisis dans la liste une ambiance, un drama, un artiste, une décennie ou \`favourites\`.`,
  badTimeZone: ({ zone }) =>
    `Je ne connais pas le fuseau « ${zone} ». Choisis-en un dans la liste, par ville ou région.`,
  quizElsewhere: ({ channelId }) =>
    `Sur ce serveur, les quiz se jouent dans <#${channelId}>. Lance-le là-bas.`,
  tooLate: () => 'Cette manche est finie. La prochaine est pour toi.',
};
