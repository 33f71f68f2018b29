import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('fr');

export const moods = {
  mood: 'Ambiance',
  names: {
    romantic: 'Romantique',
    sweet: 'Douce',
    longing: 'Nostalgique',
    melancholy: 'Mélancolique',
    'heart-rending': 'Déchirante',
    mourning: 'Deuil',
    anxious: 'Inquiète',
    warm: 'Chaleureuse',
    playful: 'Espiègle',
    youthful: 'Jeune',
    uplifting: 'Pleine d’espoir',
    calm: 'Calme',
    dreamy: 'Rêveuse',
    eerie: 'Étrange',
    tense: 'Tendue',
    energetic: 'Énergique',
    epic: 'Épique',
  },
  gems: 'perles méconnues',
  bySource: 'selon une source',
  byMembers: ({ members }) => count(members, { one: 'selon # membre ici', other: 'selon # membres ici' }),
  byGenre: ({ genres }) => `d’après le genre du drama : ${genres}`,
  tagIt: 'Donner son ambiance',
  question: ({ title }) =>
    `Quelle ambiance a **${title}** ? Ton choix compte sur ce serveur et tu peux le changer quand tu veux.`,
  pick: 'Choisis une ambiance…',
  tagged: ({ title, mood }) => `Ambiance choisie pour **${title}** : **${mood}**.`,
  undo: 'Retirer mon choix',
} satisfies Catalog['moods'];
