import type { CommandTexts } from './words.ts';

export const fr: CommandTexts = {
  quiz: { description: 'Trouver le drama à partir de la chanson' },
  'quiz start': { name: 'lancer', description: 'Lancer un quiz dans ce salon' },
  'quiz start mode': {
    name: 'mode',
    description: 'Comment on joue (classique)',
    choices: {
      classic: 'Classique : tout le monde répond, le premier marque le plus',
      choice: 'Choix : quatre boutons',
      lives: 'Vies : trois erreurs et c’est fini',
      'sudden-death': 'Mort subite : une erreur et c’est fini',
      teams: 'Équipes : deux camps',
      ladder: 'Échelle : plus tôt tu trouves, plus ça rapporte',
    },
  },
  'quiz start answer': {
    name: 'réponse',
    description: 'Ce qu’il faut trouver (le drama)',
    choices: { drama: 'Le drama', song: 'La chanson', artist: 'L’interprète' },
  },
  'quiz start play': {
    name: 'son',
    description: 'D’où viennent les indices (auto)',
    choices: {
      auto: 'Auto : vocal si tu es dans un salon vocal',
      voice: 'Vocal : extraits',
      text: 'Texte : indices écrits',
    },
  },
  'quiz start rounds': { name: 'manches', description: 'Combien de manches (10)' },
  'quiz start seconds': { name: 'secondes', description: 'Secondes par manche (30)' },
  'quiz start difficulty': {
    name: 'difficulté',
    description: 'Notoriété des chansons (toutes)',
    choices: { easy: 'Facile', normal: 'Normal', hard: 'Difficile', any: 'Toutes' },
  },
  'quiz start years': { name: 'années', description: 'Années des dramas : 2016, 2010-2019 ou 2010s' },
  'quiz start pool': {
    name: 'chansons',
    description: 'Quelles chansons peuvent sortir (toutes)',
    choices: {
      everything: 'Toutes',
      watched: 'Dramas vus par les joueurs',
      favourites: 'Chansons enregistrées par les joueurs',
    },
  },
  'quiz stop': { name: 'arrêter', description: 'Finir le quiz et voir le bilan (hôte, modération)' },
  'quiz skip': { name: 'passer', description: 'Voter pour passer cette manche' },
  'quiz hint': { name: 'indice', description: 'Voter pour l’indice suivant' },
  'quiz why': { name: 'pourquoi', description: 'Pourquoi ta dernière réponse était juste, proche ou fausse' },
  'quiz scores': { name: 'scores', description: 'Les points pour l’instant' },
  guess: { name: 'répondre', description: 'Répondre au quiz en privé' },
  'guess answer': { name: 'réponse', description: 'En hangeul, en anglais ou en coréen romanisé' },
  daily: {
    name: 'défi-du-jour',
    description: 'Le défi du jour : une chanson, six étapes, la même pour tous',
  },
  help: { name: 'aide', description: 'Ce que sait faire Sonagi, en une minute' },
};
