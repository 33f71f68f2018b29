import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('pt-BR');

export const moods = {
  mood: 'Clima',
  names: {
    romantic: 'Romântico',
    sweet: 'Doce',
    longing: 'Saudade',
    melancholy: 'Melancólico',
    'heart-rending': 'De partir o coração',
    mourning: 'De luto',
    anxious: 'Aflito',
    warm: 'Acolhedor',
    playful: 'Brincalhão',
    youthful: 'Jovem',
    uplifting: 'Inspirador',
    calm: 'Calmo',
    dreamy: 'De sonho',
    eerie: 'Sinistro',
    tense: 'Tenso',
    energetic: 'Animado',
    epic: 'Épico',
  },
  gems: 'joias pouco conhecidas',
  bySource: 'segundo uma fonte',
  byMembers: ({ members }) =>
    count(members, { one: 'segundo # membro daqui', other: 'segundo # membros daqui' }),
  byGenre: ({ genres }) => `pelo gênero do dorama: ${genres}`,
  tagIt: 'Marcar o clima',
  question: ({ title }) =>
    `Que clima tem **${title}**? Sua marca vale neste servidor e você pode mudar quando quiser.`,
  pick: 'Escolha um clima…',
  tagged: ({ title, mood }) => `Você marcou **${title}** como **${mood}**.`,
  undo: 'Tirar minha marca',
} satisfies Catalog['moods'];
