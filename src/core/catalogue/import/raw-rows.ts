import { z } from 'zod';

/**
 * The rows of the raw collection, as its README describes them. Fields that are absent and fields that are null mean the
 * same: unknown. `data/import/additions.jsonl` holds rows of the same shape, with the optional fields at the end.
 */

const optionalText = z.string().nullish();
const sources = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

export const rawSongSchema = z.looseObject({
  drama_id: z.number().nullish(),
  drama: z.string(),
  drama_title_en: optionalText,
  drama_ko: optionalText,
  title: z.string().min(1),
  title_ko: optionalText,
  artists: z.array(z.string().min(1)),
  artists_ko: z.array(z.string().nullable()).nullish(),
  album: optionalText,
  part: z.union([z.string(), z.number().transform(String)]).nullish(),
  release_date: optionalText,
  duration_ms: z.number().nullish(),
  spotify_id: optionalText,
  first_chart_week: optionalText,
  other_dates_in_sources: z.array(z.string()).nullish(),
  source: sources,
  /** Additions only: an English title when `title` is the Hangul one, a title in Latin letters, and the year of the drama. */
  title_en: optionalText,
  title_romanised: optionalText,
  /** Additions and overrides only: a source calls the track a score or an instrumental. */
  instrumental: z.boolean().nullish(),
  drama_year: z.number().nullish(),
});

/** A row of `data/import/fills.jsonl`: what pages state about one song that lacks it. */
export const rawFillSchema = z.strictObject({
  drama_id: z.number(),
  match: z.union([
    z.strictObject({ title: z.string().min(1) }),
    z.strictObject({ title_ko: z.string().min(1) }),
  ]),
  set: z
    .strictObject({
      title_en: z.string().min(1),
      title_ko: z.string().min(1),
      artists: z.array(z.string().min(1)),
      artists_ko: z.array(z.string().nullable()),
      part: z.string().min(1),
      release_date: z.iso.date(),
    })
    .partial(),
  source: sources,
});

export const rawDramaSchema = z.looseObject({
  drama_id: z.number(),
  title_en: optionalText,
  title_ko: optionalText,
  alt_titles: z.array(z.string()),
  year: z.number().nullish(),
  network: optionalText,
  genres: z.array(z.string()),
  aired_from: optionalText,
  aired_to: optionalText,
  episodes: z.number().nullish(),
  source: sources,
});

export const rawArtistSchema = z.looseObject({
  name: optionalText,
  name_ko: optionalText,
  group: z.union([z.string().transform((name) => [name]), z.array(z.string())]).nullish(),
  source: sources,
});

/**
 * `data/import/overrides.json`: what a person decided, each with the reason. Dramas and songs are named by raw row facts.
 * A name such as "리아#singer" tells two people of one name apart; the mark after # is never shown.
 */
export const overridesSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Corrections of raw drama rows, by `drama_id`. `short` are names fans use; `mergeInto` says it is the same series as another row. */
  dramas: z.record(
    z.string().regex(/^\d+$/),
    z.strictObject({
      en: z.string().optional(),
      ko: z.string().optional(),
      short: z.array(z.string()).optional(),
      mergeInto: z.number().optional(),
      drop: z.boolean().optional(),
      reason: z.string().min(1),
    }),
  ),
  /** Song rows that are wrong: all given facts must fit. `set` mends, `drop` leaves out. */
  songs: z.array(
    z.strictObject({
      drama_id: z.number(),
      title: z.string(),
      artist: z.string().optional(),
      drop: z.boolean().optional(),
      set: rawSongSchema.partial().optional(),
      reason: z.string().min(1),
    }),
  ),
  /** Titles within one drama that are the same song (a translation no rule can prove). */
  sameSongs: z.array(
    z.strictObject({ drama_id: z.number(), titles: z.array(z.string()).min(2), reason: z.string().min(1) }),
  ),
  /** Names that are one artist; the first is the name in Latin letters or, failing that, in Hangul. */
  sameArtists: z.array(z.strictObject({ names: z.array(z.string()).min(2), reason: z.string().min(1) })),
  /** Groups whose members the sources list under several names. */
  sameGroups: z.array(z.array(z.string()).min(2)),
  /** Groups of an artist whose name several people share, none when none is sure; by name as in `sameArtists`. */
  memberOf: z.record(z.string(), z.array(z.string())),
});

export type RawSong = z.infer<typeof rawSongSchema>;
export type RawFill = z.infer<typeof rawFillSchema>;
export type RawDrama = z.infer<typeof rawDramaSchema>;
export type RawArtist = z.infer<typeof rawArtistSchema>;
export type Overrides = z.infer<typeof overridesSchema>;

export const noOverrides: Overrides = {
  dramas: {},
  songs: [],
  sameSongs: [],
  sameArtists: [],
  sameGroups: [],
  memberOf: {},
};
