/** Why a guess got its verdict. The words for each are the business of `i18n`. */
export type CorrectReason =
  /** The pick of a suggestion: compared by id. */
  | 'reference'
  /** One of its titles, whatever the case, punctuation, width, spacing or way to write a season. */
  | 'title'
  /** A title without its articles or subtitle, with its year, or with a word spelt another way. */
  | 'short-title'
  /** A title typed with the other keyboard on. */
  | 'keyboard'
  /** Korean in Latin letters, or Latin in Korean ones, by sound. */
  | 'by-sound'
  /** First consonants, as in ㄷㄲㅂ. */
  | 'first-consonants'
  /** First letters, as in CLOY, or first syllables. */
  | 'initials'
  /** A few slips away from a title, and from no other title as few. */
  | 'typo'
  /** A title together with what belongs to it: artist, drama, song, year. */
  | 'in-context'
  /** Words of the title that no other title has together. */
  | 'part-of-title'
  /** Accepted by a vote of this server before. Given by the quiz, not by the judge. */
  | 'server-alias';

export type NearReason =
  /** A member of the group asked for, or the group of the member asked for. */
  | 'group-or-member'
  /** Closer to the answer than to anything else, but with too many slips. */
  | 'too-many-slips'
  /** Fits the answer, and something else just as well. */
  | 'ambiguous'
  /** Part of the answer's title, and too little of it. */
  | 'incomplete';

export type WrongReason =
  /** Nothing to read: only signs, emoji or chatter. */
  | 'empty'
  /** Too short to mean one thing. */
  | 'too-short'
  /** Names something else. */
  | 'another-title'
  /** The right series with a wrong or missing number. */
  | 'another-number'
  /** Names several things in one guess. */
  | 'several-titles'
  /** Close to nothing in the catalogue. */
  | 'unknown';

export type Reason = CorrectReason | NearReason | WrongReason;
