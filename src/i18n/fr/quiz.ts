import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';
import { widening } from './errors.ts';

const count = plural('fr');

const points = (value: number): string => count(value, { one: '# point', other: '# points' });

export const quiz = {
  started: ({ host, rounds, seconds }) =>
    `**${host}** lance un quiz : ${count(rounds, { one: '# manche', other: '# manches' })} de ${seconds} s. ` +
    'Trouve le drama à partir de la chanson. Réponds avec `/répondre`, ou écris ici si je peux lire ce salon.',
  round: ({ round, rounds }) => `Manche ${round} sur ${rounds}`,
  question: {
    drama: 'De quel drama vient cette chanson ?',
    song: 'Quelle est cette chanson ?',
    artist: 'Qui chante ?',
  },
  clue: {
    year: 'Année',
    network: 'Chaîne',
    part: 'Partie',
    length: 'Durée',
    mood: 'Ambiance',
    artistInitials: 'Initiales de l’interprète',
    artist: 'Interprète',
    maskedTitle: 'Titre',
  },
  inVoice: (params: { channelId: string }) => `Avec le son, dans <#${params.channelId}>.`,
  inText: (params: { reason: string }) => `Avec des indices écrits. ${params.reason}`,
  heard: {
    voice: 'Écoute dans le salon vocal.',
    text: 'Celle-ci n’a pas de son : voici des indices écrits.',
  },
  again: '▶ Encore',
  soundLost: {
    disconnected: 'J’ai été déconnecté du salon vocal. Le quiz continue avec des indices écrits.',
    'channel-deleted': 'Le salon vocal n’existe plus. Le quiz continue avec des indices écrits.',
    'no-permission': 'Je ne peux pas parler dans ce salon vocal. Le quiz continue avec des indices écrits.',
    'gave-up': 'Je n’arrive plus à joindre le salon vocal. Le quiz continue avec des indices écrits.',
  },
  asksToSpeak: (params: { channelId: string }) =>
    `J’ai demandé la parole dans <#${params.channelId}>. La modération doit accepter pour que vous m’entendiez.`,
  endsAt: ({ unixSeconds }) => `La manche se termine <t:${unixSeconds}:R>`,
  outcome: {
    found: () => 'Bonne réponse ! Tes points arrivent avec la solution.',
    near: ({ guess }) =>
      `Presque ! « ${guess} » y est quasiment. Regarde l’orthographe, l’année ou la saison.`,
    wrong: ({ guess }) => `Ce n’est pas « ${guess} ». Continue.`,
    'too-late': () => 'Trop tard pour cette manche. La prochaine est pour toi.',
    'already-found': () => 'Tu as déjà trouvé. Attends la solution.',
    'already-chosen': () => 'Une réponse par manche : la tienne est notée.',
    out: () => 'Tu es hors jeu pour cette partie. Reste pour le bilan, puis rejoue.',
    paused: () => 'Le quiz est en pause jusqu’au retour de quelqu’un.',
    'no-round': () => 'Aucune manche ouverte pour l’instant. Attends la suivante.',
  },
  solved: ({ names }) => `Ont trouvé : ${names}`,
  reveal: ({ answer }) => `C’était ${answer}`,
  nobody: 'Personne n’a trouvé.',
  scoreLine: (params) => `${params.name} · ${points(params.points)}`,
  next: 'La manche suivante commence dans un instant.',
  recap: 'Fin du quiz',
  winner: (params) => `Victoire de ${params.names} avec ${points(params.points)}.`,
  noWinner: 'Pas de points cette fois. Les chansons reviendront.',
  scores: 'Scores actuels',
  noScores: 'Pas encore de points.',
  stopped: 'Le quiz est arrêté. Le bilan est en dessous.',
  songs: 'Chansons',
  voted: 'Ton vote est compté.',
  lobby: 'Choisis ton camp',
  lobbyBegins: ({ unixSeconds }) => `La première manche commence <t:${unixSeconds}:R>.`,
  team: { a: 'Équipe Parapluie', b: 'Équipe Flaque' },
  joinedTeam: ({ team }) =>
    `Tu joues pour l’${team}. Tu peux changer ; les points restent là où ils ont été gagnés.`,
  yourChoice: 'Ton choix',
  nobodyYet: 'Personne pour l’instant',
  begin: 'Commencer',
  join: 'Participer',
  joined: 'Te voilà. Tes vies comptent dès la prochaine manche.',
  lives: ({ members }) => `Vies : ${members}`,
  paused: ({ unixSeconds }) =>
    `Tout le monde est parti. Le quiz attend jusqu’à <t:${unixSeconds}:T> que quelqu’un revienne.`,
  voided: ({ round }) =>
    `J’étais absent pendant la manche ${round}, elle ne compte donc pas. On la rejoue avec une autre chanson.`,
  hostChanged: ({ host }) => `${host} est maintenant l’hôte de ce quiz.`,
  near: {
    question: ({ member, guess, title, unixSeconds }) =>
      `${member} a dit « ${guess} » pour **${title}**. On accepte ? Le vote se termine <t:${unixSeconds}:R>.`,
    tally: ({ votes, needed }) => `${votes} sur ${count(needed, { one: '# vote', other: '# votes' })}`,
    accept: 'Accepter',
    accepted: ({ member, guess, title }) =>
      `Accepté : « ${guess} », de ${member}, compte désormais pour **${title}** sur ce serveur.`,
    refused: ({ member, guess, title }) =>
      `« ${guess} », de ${member}, n’a pas été accepté pour **${title}**.`,
    undo: 'Annuler',
    undone: 'Ce nom ne compte plus sur ce serveur. Les points déjà donnés restent.',
  },
  why: {
    none: 'Je ne me souviens d’aucune réponse de toi. Réponds avec `/répondre`, puis redemande.',
    title: {
      correct: ({ guess }) => `« ${guess} » était juste`,
      near: ({ guess }) => `« ${guess} » y était presque`,
      wrong: ({ guess }) => `« ${guess} » était faux`,
    },
    read: 'Je l’ai lu comme',
    titles: 'Titres les plus proches',
    later: 'Redemande après la solution pour toute l’histoire.',
    reason: {
      reference: 'Tu l’as choisi parmi les suggestions.',
      title: 'C’est un de ses titres. Majuscules, espaces et ponctuation ne comptent pas.',
      'short-title': 'C’est son titre sans l’article ou le sous-titre, ou avec son année.',
      keyboard: 'C’est son titre, tapé avec l’autre clavier.',
      'by-sound': 'Ça sonne comme son titre, écrit dans l’autre alphabet.',
      'first-consonants': 'Ce sont les premières consonnes de son titre.',
      initials: 'Ce sont les initiales de son titre.',
      typo: 'C’est à une ou deux fautes de son titre, et aucun autre n’est aussi proche.',
      'in-context': 'Le titre y est, avec ce qui va avec.',
      'part-of-title': 'Aucun autre titre ne réunit ces mots.',
      'server-alias': 'Ce serveur a voté pour accepter ce nom.',
      'group-or-member': 'Un membre et son groupe, ce n’est pas pareil : donne celui qui est demandé.',
      'too-many-slips': 'Ça ressemble à la réponse, avec trop de fautes pour sa longueur.',
      ambiguous: 'Ça correspond à plusieurs titres. Précise l’année, la saison ou la suite du nom.',
      incomplete: 'C’est un bout de titre, mais trop court.',
      empty: 'Je n’y ai rien trouvé à lire.',
      'too-short': 'C’est trop court pour désigner une seule chose.',
      'another-title': 'C’est le nom d’autre chose, ou c’est plus proche d’autre chose.',
      'another-number': 'C’est la bonne série, mais le numéro est faux ou manque.',
      'several-titles': 'Il y a plusieurs choses là-dedans ; une réponse, c’est une seule.',
      unknown: 'Ça ne ressemble à rien que je connaisse.',
    },
  },
  skip: 'Passer',
  hint: 'Indice',
  stop: 'Arrêter',
  rematch: 'Rejouer',
  report: 'Signaler une erreur',
  widening,
} satisfies Catalog['quiz'];
