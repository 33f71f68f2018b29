import type { Mood } from '../../core/catalogue/moods.ts';
import { plural } from '../plural.ts';

const count = plural('en');

/** Moods of songs, and tagging them. */
export const moods = {
  mood: 'Mood',
  /** Also the names of the choices of `/ost mood`. */
  names: {
    romantic: 'Romantic',
    sweet: 'Sweet',
    longing: 'Longing',
    melancholy: 'Melancholy',
    'heart-rending': 'Heart-rending',
    mourning: 'Mourning',
    anxious: 'Anxious',
    warm: 'Warm',
    playful: 'Playful',
    youthful: 'Youthful',
    uplifting: 'Uplifting',
    calm: 'Calm',
    dreamy: 'Dreamy',
    eerie: 'Eerie',
    tense: 'Tense',
    energetic: 'Energetic',
    epic: 'Epic',
  } satisfies Record<Mood, string>,
  gems: 'little-known songs',
  bySource: 'stated by a source',
  byMembers: (params: { members: number }) =>
    count(params.members, { one: 'tagged by # member here', other: 'tagged by # members here' }),
  byGenre: (params: { genres: string }) => `from the drama’s genre: ${params.genres}`,
  tagIt: 'Tag its mood',
  question: (params: { title: string }) =>
    `How does **${params.title}** feel? Your tag counts in this server and you can change it any time.`,
  pick: 'Pick a mood…',
  tagged: (params: { title: string; mood: string }) =>
    `You tagged **${params.title}** as **${params.mood}**.`,
  undo: 'Undo my tag',
};
