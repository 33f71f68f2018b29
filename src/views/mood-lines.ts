import type { MoodEvidence } from '../core/catalogue/moods.ts';
import type { Catalog } from '../i18n/index.ts';
import { escapeText } from './format.ts';

/** "stated by a source, tagged by 3 members here": what a mood rests on. */
export const moodBasis = ({ sources, members, genres }: MoodEvidence, text: Catalog): string =>
  [
    ...(sources.length > 0 ? [text.moods.bySource] : []),
    ...(members > 0 ? [text.moods.byMembers({ members })] : []),
    ...(genres.length > 0 ? [text.moods.byGenre({ genres: genres.join(', ') })] : []),
  ].join(', ');

/** A line for each mood of a song, each marked as what it rests on. */
export const moodLines = (evidence: readonly MoodEvidence[], text: Catalog): string =>
  evidence.map((one) => `${text.moods.names[one.mood]} (${escapeText(moodBasis(one, text))})`).join('\n');
