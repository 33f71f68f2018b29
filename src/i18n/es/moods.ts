import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('es');

export const moods = {
  mood: 'Ambiente',
  names: {
    romantic: 'Romántico',
    sweet: 'Dulce',
    longing: 'Añoranza',
    melancholy: 'Melancólico',
    'heart-rending': 'Desgarrador',
    mourning: 'De duelo',
    anxious: 'Inquieto',
    warm: 'Cálido',
    playful: 'Juguetón',
    youthful: 'Juvenil',
    uplifting: 'Esperanzador',
    calm: 'Tranquilo',
    dreamy: 'De ensueño',
    eerie: 'Inquietante',
    tense: 'Tenso',
    energetic: 'Enérgico',
    epic: 'Épico',
  },
  gems: 'joyas poco conocidas',
  bySource: 'según una fuente',
  byMembers: ({ members }) =>
    count(members, { one: 'según # miembro de aquí', other: 'según # miembros de aquí' }),
  byGenre: ({ genres }) => `por el género del drama: ${genres}`,
  tagIt: 'Etiquetar su ambiente',
  question: ({ title }) =>
    `¿Qué te transmite **${title}**? Tu etiqueta cuenta en este servidor y puedes cambiarla cuando quieras.`,
  pick: 'Elige un ambiente…',
  tagged: ({ title, mood }) => `Has etiquetado **${title}** como **${mood}**.`,
  undo: 'Quitar mi etiqueta',
} satisfies Catalog['moods'];
