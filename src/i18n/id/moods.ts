import type { Catalog } from '../index.ts';
import { plural } from '../plural.ts';

const count = plural('id');

export const moods = {
  mood: 'Suasana',
  names: {
    romantic: 'Romantis',
    sweet: 'Manis',
    longing: 'Rindu',
    melancholy: 'Sendu',
    'heart-rending': 'Menyayat hati',
    mourning: 'Berduka',
    anxious: 'Gelisah',
    warm: 'Hangat',
    playful: 'Jenaka',
    youthful: 'Muda',
    uplifting: 'Menyemangati',
    calm: 'Tenang',
    dreamy: 'Melamun',
    eerie: 'Mencekam',
    tense: 'Tegang',
    energetic: 'Enerjik',
    epic: 'Megah',
  },
  gems: 'lagu tersembunyi',
  bySource: 'menurut sumber',
  byMembers: ({ members }) => count(members, { other: 'menurut # anggota di sini' }),
  byGenre: ({ genres }) => `dari genre dramanya: ${genres}`,
  tagIt: 'Tandai suasananya',
  question: ({ title }) =>
    `Bagaimana rasanya **${title}**? Tandamu berlaku di server ini dan bisa diubah kapan saja.`,
  pick: 'Pilih suasana…',
  tagged: ({ title, mood }) => `Kamu menandai **${title}** sebagai **${mood}**.`,
  undo: 'Hapus tandaku',
} satisfies Catalog['moods'];
