import { z } from 'zod';

/** Stable, lower-case, hyphenated Latin id. Never changes; a rename keeps the old one under `aliases`. */
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case Latin letters, digits and single hyphens')
  // A component id holds one next to its route's name, and Discord allows 100 characters in all.
  .max(80);

const text = z.string().trim().min(1).max(300);
const hangulTitle = text.regex(/[가-힣ㄱ-ㅎㅏ-ㅣ]/, 'must contain Hangul (a Latin title belongs in "en")');
const isoDate = z.iso.date();

/** Titles by script. At least one of `en` and `ko` is known (checked by `titlesSchema`). */
const titlesSchema = z
  .strictObject({
    en: text.optional(),
    ko: hangulTitle.optional(),
    romanised: text.optional(),
    /** Short names fans use: CLOY, DOTS, Goblin, 도깨비. */
    short: z.array(text).optional(),
    /** Titles in other languages and alternative English ones. */
    other: z.array(text).optional(),
  })
  .refine((titles) => titles.en !== undefined || titles.ko !== undefined, 'needs an "en" or a "ko" title');

const creditSchema = z.strictObject({
  artist: slug,
  role: z.enum(['performer', 'featuring', 'composer', 'lyricist']),
});

/** Ids on listening services, for links only. A service without an id is linked by search. */
const serviceIdsSchema = z.strictObject({
  spotify: text.optional(),
  youtube: text.optional(),
  appleMusic: text.optional(),
  melon: text.optional(),
  genie: text.optional(),
});

const lengthMs = z.number().int().min(10_000).max(3_600_000);

/** A tag (mood or scene) with the source that states it. */
const tagSchema = z.strictObject({ tag: slug, source: text });

const versionSchema = z.strictObject({
  kind: z.enum(['english', 'instrumental', 'cover', 'live', 'other']),
  titles: titlesSchema,
  credits: z.array(creditSchema).optional(),
  part: text.optional(),
  releaseDate: isoDate.optional(),
  lengthMs: lengthMs.optional(),
  ids: serviceIdsSchema.optional(),
  sources: z.array(text).min(1),
});

const songSchema = z.strictObject({
  id: slug,
  aliases: z.array(slug).optional(),
  titles: titlesSchema,
  credits: z.array(creditSchema),
  /** "1", "2" …, or a name such as "Special" or "Vol.1". Never "0". */
  part: text.refine((part) => part !== '0', 'part "0" does not exist; leave it out when unknown').optional(),
  album: text.optional(),
  releaseDate: isoDate.optional(),
  lengthMs: lengthMs.optional(),
  /** Nobody sings; only where a source says so, so its absence says nothing. */
  instrumental: z.literal(true).optional(),
  versions: z.array(versionSchema).optional(),
  ids: serviceIdsSchema.optional(),
  moods: z.array(tagSchema).optional(),
  scenes: z.array(tagSchema).optional(),
  /** 0–100; from chart facts in the sources, absent when nothing is known. */
  popularity: z.number().min(0).max(100).optional(),
  /** Other dramas that use this very song; the song lives in the file of the first one. */
  alsoIn: z.array(slug).optional(),
  sources: z.array(text).min(1, 'needs at least one source'),
});

const year = z.number().int().min(1960).max(2100);

export const dramaSchema = z.strictObject({
  $schema: z.string().optional(),
  id: slug,
  aliases: z.array(slug).optional(),
  titles: titlesSchema,
  year: year.optional(),
  network: text.optional(),
  genres: z.array(text).optional(),
  aired: z.strictObject({ from: isoDate.optional(), to: isoDate.optional() }).optional(),
  episodes: z.number().int().positive().optional(),
  /** 0–100; how widely known, from how many independent sources list it. */
  popularity: z.number().min(0).max(100).optional(),
  sources: z.array(text).min(1, 'needs at least one source'),
  songs: z.array(songSchema),
});

/** A drama known by title only: a row of `data/drama-index.json`. */
export const titleOnlyDramaSchema = dramaSchema.omit({ $schema: true, songs: true });

export const artistSchema = z.strictObject({
  id: slug,
  aliases: z.array(slug).optional(),
  names: titlesSchema,
  kind: z.enum(['soloist', 'group', 'member', 'actor']).optional(),
  /** The group (by id) this artist is a member of. */
  memberOf: z.array(slug).optional(),
  sources: z.array(text),
});

export type Titles = z.infer<typeof titlesSchema>;
export type Credit = z.infer<typeof creditSchema>;
export type Version = z.infer<typeof versionSchema>;
export type ServiceIds = z.infer<typeof serviceIdsSchema>;
export type DramaFile = z.infer<typeof dramaSchema>;
export type TitleOnlyDrama = z.infer<typeof titleOnlyDramaSchema>;
export type SongRow = z.infer<typeof songSchema>;
export type Artist = z.infer<typeof artistSchema>;
