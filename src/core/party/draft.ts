import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import type { Mood, Tally } from '../catalogue/moods.ts';
import { moodsOf, songsInMood } from '../catalogue/moods.ts';
import { fameOf } from '../catalogue/relations.ts';
import type { Rng } from '../ports.ts';
import { durationOf } from './set-list.ts';
import type { NewRow, Role, Theme, Why } from './types.ts';

export interface DraftDeps {
  readonly catalogue: Catalogue;
  /** Moods the server's members gave songs. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** How many members of the server saved a song. */
  readonly savers: ReadonlyMap<string, number>;
  /** Songs with sound for certain: they come first, and alone when there are enough of them. */
  readonly ready: ReadonlySet<string>;
  readonly rng: Rng;
}

export interface DraftWish {
  readonly theme: Theme;
  readonly minutes: number;
  /** For anniversaries. */
  readonly year: number;
}

interface Candidate {
  readonly song: Song;
  readonly why: Why;
  /** How much it belongs in: higher is sooner taken. */
  readonly worth: number;
}

/** How much a mood moves a room, from a lullaby to a march. */
const energy: Readonly<Record<Mood, number>> = {
  mourning: 0,
  calm: 1,
  'heart-rending': 1,
  melancholy: 1,
  longing: 2,
  dreamy: 2,
  warm: 3,
  eerie: 3,
  romantic: 3,
  anxious: 4,
  sweet: 4,
  tense: 5,
  playful: 6,
  youthful: 6,
  uplifting: 7,
  epic: 7,
  energetic: 8,
};

const middle = 3;

const energyOf = ({ catalogue, tallies }: DraftDeps, song: Song): number => {
  const evidence = moodsOf(catalogue, song, tallies.get(song.id));
  if (evidence.length === 0) return middle;
  return evidence.reduce((sum, { mood }) => sum + energy[mood], 0) / evidence.length;
};

/** How much chance may shuffle songs of about the same worth, so that two evenings differ. */
const CHANCE = 15;

/** At most this many songs of one drama or of one artist, unless the theme is theirs. */
const ALIKE_MOST = 3;

const candidates = (deps: DraftDeps, { theme, year }: DraftWish): readonly Candidate[] => {
  const { catalogue, tallies, savers } = deps;
  const fame = (song: Song) => fameOf(catalogue, song);
  switch (theme.kind) {
    case 'mood':
      return songsInMood(catalogue, { mood: theme.mood, years: undefined, gems: false }, tallies).map(
        ({ song, evidence }) => ({
          song,
          why: { code: 'mood', mood: theme.mood },
          worth: fame(song) + (evidence.sources.length > 0 ? 30 : 0) + evidence.members * 10,
        }),
      );
    case 'drama':
    case 'anniversary': {
      const { dramaId } = theme;
      const aired = catalogue.drama(dramaId)?.year ?? year;
      return catalogue.songsOfDrama(dramaId).map((song) => ({
        song,
        why:
          theme.kind === 'drama'
            ? { code: 'drama', dramaId, part: song.part ?? null }
            : { code: 'anniversary', dramaId, years: Math.max(0, year - aired) },
        worth: fame(song),
      }));
    }
    case 'artist':
      return catalogue.songsOfArtist(theme.artistId).map((song) => ({
        song,
        why: { code: 'artist', artistId: theme.artistId },
        worth: fame(song),
      }));
    case 'favourites':
      return [...savers].flatMap(([songId, saved]) => {
        const song = catalogue.song(songId);
        return song === undefined
          ? []
          : [{ song, why: { code: 'favourite' as const, savers: saved }, worth: saved * 50 + fame(song) }];
      });
  }
};

const rowOf = ({ song, why }: Candidate, role: Role): NewRow => ({
  songId: song.id,
  owner: { kind: 'list', memberId: null },
  why,
  role,
  lengthMs: song.lengthMs ?? null,
});

const isAboutOne = ({ kind }: Theme): boolean => kind === 'drama' || kind === 'anniversary';

/** The best of the candidates that fit the time. One that is too long for what is left is passed over. */
const choose = (deps: DraftDeps, wish: DraftWish): readonly Candidate[] => {
  const all = candidates(deps, wish);
  const playable = all.filter(({ song }) => deps.ready.has(song.id));
  const budgetMs = wish.minutes * 60_000;
  const length = (chosen: readonly Candidate[]) =>
    durationOf(chosen.map(({ song }) => ({ lengthMs: song.lengthMs ?? null })));
  const pool = length(playable) >= budgetMs ? playable : all;
  const chance = isAboutOne(wish.theme) ? 0 : CHANCE;
  const ranked = pool
    .map((candidate) => ({ candidate, rank: candidate.worth + deps.rng.next() * chance }))
    .sort(
      (a, b) =>
        Number(deps.ready.has(b.candidate.song.id)) - Number(deps.ready.has(a.candidate.song.id)) ||
        b.rank - a.rank,
    );
  const uses = new Map<string, number>();
  const chosen: Candidate[] = [];
  for (const { candidate } of ranked) {
    const { song } = candidate;
    const alike = [
      ...(isAboutOne(wish.theme) ? [] : [`drama:${song.dramaIds[0]}`]),
      ...song.credits
        .filter(
          ({ artist, role }) =>
            role === 'performer' && !(wish.theme.kind === 'artist' && artist === wish.theme.artistId),
        )
        .map(({ artist }) => `artist:${artist}`),
    ];
    const isTooMuch = !isAboutOne(wish.theme) && alike.some((key) => (uses.get(key) ?? 0) >= ALIKE_MOST);
    if (isTooMuch || length([...chosen, candidate]) > budgetMs) continue;
    for (const key of alike) uses.set(key, (uses.get(key) ?? 0) + 1);
    chosen.push(candidate);
  }
  return chosen;
};

/** In the order of the drama's parts; the song everyone waits for comes last. */
const inOrderOfParts = (
  deps: DraftDeps,
  chosen: readonly Candidate[],
  dramaId: string,
): readonly NewRow[] => {
  const order = deps.catalogue.songsOfDrama(dramaId).map(({ id }) => id);
  const [closer, ...others] = chosen;
  const rest = others.toSorted((a, b) => order.indexOf(a.song.id) - order.indexOf(b.song.id));
  const peak = others.find((one) => one !== rest[0]);
  const peakAt = peak === undefined ? -1 : rest.indexOf(peak);
  return [
    ...rest.map((candidate, index): NewRow => {
      const role = index === 0 ? 'opening' : index < peakAt ? 'rise' : index === peakAt ? 'peak' : 'fall';
      return rowOf(candidate, role);
    }),
    ...(closer === undefined ? [] : [rowOf(closer, 'closer')]),
  ];
};

/** How far into the evening the room is liveliest. */
const PEAK_SHARE = 0.65;

/** An opening people know, more and more to the peak, then down to a closer they know as well. */
const inAnArc = (deps: DraftDeps, chosen: readonly Candidate[]): readonly NewRow[] => {
  const feel = new Map(chosen.map((candidate) => [candidate, energyOf(deps, candidate.song)]));
  const lively = (candidate: Candidate) => feel.get(candidate) ?? middle;
  const [first, second, third, ...others] = chosen;
  if (first === undefined) return [];
  if (second === undefined) return [rowOf(first, 'opening')];
  const known = [first, second, ...(third === undefined ? [] : [third])];
  const closer = known.reduce((calmest, one) => (lively(one) < lively(calmest) ? one : calmest));
  const opening = known.find((one) => one !== closer) ?? first;
  const body = [...known.filter((one) => one !== closer && one !== opening), ...others].toSorted(
    (a, b) => lively(a) - lively(b),
  );
  // Every third of the calmer half is kept for the way down; the liveliest is the peak.
  const down = body.filter((_one, index) => index < body.length - 1 && index % 3 === 0);
  const fallLength = Math.min(down.length, Math.round(body.length * (1 - PEAK_SHARE)));
  const falling = down.slice(0, fallLength).toReversed();
  const rising = body.filter((one) => !falling.includes(one));
  return [
    rowOf(opening, 'opening'),
    ...rising.map((one, index) => rowOf(one, index === rising.length - 1 ? 'peak' : 'rise')),
    ...falling.map((one) => rowOf(one, 'fall')),
    rowOf(closer, 'closer'),
  ];
};

/** A set list that fits the minutes, each row with the reason why it is there. Empty when nothing fits the theme. */
export const draftSetList = (deps: DraftDeps, wish: DraftWish): readonly NewRow[] => {
  const chosen = choose(deps, wish);
  return wish.theme.kind === 'drama' || wish.theme.kind === 'anniversary'
    ? inOrderOfParts(deps, chosen, wish.theme.dramaId)
    : inAnArc(deps, chosen);
};
