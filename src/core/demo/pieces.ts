import {
  brass, celesta, clap, cymbal, daegeum, gayageum, hat, kick, piano, softBass, strings, superSaw, synthBass, synthLead, timpani, ukulele,
} from './instruments.ts'; // prettier-ignore
import type { Instrument } from './instruments.ts';
import { add, createMix, duck, finish } from './mix.ts';
import type { Mix } from './mix.ts';

/**
 * Four short pieces of our own for the playground. They are fiction, made up for titles that do not exist, so that a
 * voice round can be heard with no network and no file of anybody's.
 */
export interface Piece {
  /** Of the song in `data/demo`. */
  readonly songId: string;
  readonly render: () => readonly [Float32Array, Float32Array];
}

interface Part {
  readonly mix: Mix;
  readonly beat: number;
  readonly instrument: Instrument;
  readonly gain: number;
  readonly pan?: number;
  readonly hall?: number;
  /** Seconds that a note rings on when its key is up. */
  readonly ring?: number;
}

/** Beat, MIDI number, length in beats, force. */
type Note = readonly [number, number, number, number];

const play = (
  { mix, beat, instrument, gain, pan = 0, hall = 0.2, ring = 1.2 }: Part,
  notes: readonly Note[],
): void => {
  for (const [at, midi, beats, force] of notes) {
    const seconds = beats * beat;
    add(mix, { at: at * beat, seconds: seconds + ring, gain, pan, hall }, instrument(midi, seconds, force));
  }
};

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const bars = (count: number, notesOf: (bar: number) => readonly Note[]): Note[] =>
  range(count).flatMap((bar) => notesOf(bar).map(([at, ...rest]) => [bar * 4 + at, ...rest] as const));

/** D minor, rising: alone at the piano, then strings, then everybody. */
const guardiansMelody = () => {
  const beat = 60 / 84;
  const mix = createMix(32 * beat + 3.2);
  const chords = [[50, 57, 62, 65], [46, 53, 58, 62], [41, 53, 57, 60], [48, 55, 60, 64], [43, 55, 58, 62], [50, 57, 62, 65], [46, 58, 62, 65], [45, 57, 61, 64]]; // prettier-ignore
  const grow = (bar: number): number => 0.42 + 0.075 * bar;
  play({ mix, beat, instrument: piano, gain: 0.32, hall: 0.3, pan: -0.15, ring: 1.5 }, bars(8, (bar) => {
    const [root = 50, third = 57, fifth = 62, top = 65] = chords[bar] ?? [];
    return [root, third, fifth, top, fifth + 12, top, fifth, third].map((midi, at) => [at / 2, midi, 1.2, grow(bar)] as const);
  })); // prettier-ignore
  const melody: readonly Note[] = [
    [0, 74, 1.5, 0.55], [1.5, 77, 0.5, 0.5], [2, 76, 1, 0.55], [3, 72, 1, 0.5], [4, 74, 3, 0.6], [7, 70, 1, 0.5],
    [8, 72, 1.5, 0.65], [9.5, 77, 0.5, 0.6], [10, 81, 1, 0.7], [11, 79, 1, 0.65], [12, 76, 3, 0.7], [15, 74, 0.5, 0.6], [15.5, 76, 0.5, 0.65],
    [16, 77, 1, 0.75], [17, 79, 1, 0.75], [18, 82, 1.5, 0.8], [19.5, 81, 0.5, 0.75], [20, 77, 2, 0.8], [22, 81, 1, 0.85], [23, 84, 1, 0.85],
    [24, 86, 2, 0.95], [26, 84, 1, 0.9], [27, 82, 1, 0.9], [28, 81, 2, 0.95], [30, 79, 1, 0.9], [31, 76, 1, 0.9], [32, 74, 2, 0.9],
  ]; // prettier-ignore
  play({ mix, beat, instrument: piano, gain: 0.42, hall: 0.35, pan: 0.1, ring: 1.6 }, melody);
  play({ mix, beat, instrument: strings, gain: 0.15, hall: 0.45, pan: 0.3 }, bars(8, (bar) =>
    bar < 3 ? [] : (chords[bar] ?? []).slice(1).map((midi) => [0, midi, 3.9, 0.3 + 0.08 * (bar - 3)] as const),
  )); // prettier-ignore
  const late = melody.filter(([at]) => at >= 16);
  play({ mix, beat, instrument: strings, gain: 0.3, hall: 0.45, pan: -0.3 }, late);
  play({ mix, beat, instrument: brass, gain: 0.16, hall: 0.4, pan: 0.2 }, late.filter(([at]) => at >= 24).map(([at, midi, long, force]) => [at, midi - 12, long, force] as const)); // prettier-ignore
  play({ mix, beat, instrument: timpani, gain: 0.4, hall: 0.3 }, [16, 20, 24, 26, 28, 30, 30.5, 31, 31.25, 31.5, 31.75, 32].map((at) => [at, at < 24 ? 38 : 45 - (at === 32 ? 7 : 0), 1, Math.min(1, 0.4 + (at - 16) / 22)] as const)); // prettier-ignore
  play({ mix, beat, instrument: cymbal, gain: 0.2, hall: 0.4, ring: 2.5 }, [
    [21, 0, 3, 0.7],
    [29, 0, 3, 1],
  ]);
  play({ mix, beat, instrument: strings, gain: 0.2, hall: 0.5 }, [50, 57, 62, 66, 69].map((midi) => [32, midi, 2, 0.8] as const)); // prettier-ignore
  return finish(mix, 0.87);
};

/** A minor at 118, four to the floor. */
const cityLights = () => {
  const beat = 60 / 118;
  const mix = createMix(48 * beat + 1.6);
  const chords = [
    [57, 60, 64, 67],
    [53, 57, 60, 64],
    [48, 55, 60, 64],
    [55, 59, 62, 67],
  ];
  const chord = (bar: number): readonly number[] => chords[bar % 4] ?? [];
  play({ mix, beat, instrument: superSaw, gain: 0.17, hall: 0.3, ring: 0.5 }, bars(12, (bar) =>
    chord(bar).flatMap((midi) => [[0, midi, 1.4, 0.6], [1.5, midi, 0.9, 0.55], [2.5, midi, 1.3, 0.6]] as const),
  )); // prettier-ignore
  play({ mix, beat, instrument: synthLead, gain: 0.1, pan: 0.45, hall: 0.35, ring: 0.4 }, bars(12, (bar) =>
    range(16).map((at) => [at / 4, (chord(bar)[[0, 2, 1, 3, 2, 1, 3, 2][at % 8] ?? 0] ?? 60) + 12, 0.18, bar < 2 ? 0.25 + at / 60 : 0.42] as const),
  )); // prettier-ignore
  const kicks = range(40).map((at) => at + 8);
  duck(mix, kicks.map((at) => at * beat), 0.65); // prettier-ignore
  play({ mix, beat, instrument: synthBass, gain: 0.34, hall: 0.02, ring: 0.2 }, bars(12, (bar) =>
    bar < 1 ? [] : range(8).map((at) => [at / 2, (chord(bar)[0] ?? 57) - 24 + (at % 2) * 12, 0.4, 0.8] as const),
  )); // prettier-ignore
  const hook: readonly Note[] = [
    [0, 76, 0.75, 0.7], [0.75, 79, 0.75, 0.7], [1.5, 81, 1.5, 0.8], [3, 79, 0.5, 0.6], [3.5, 76, 0.5, 0.6], [4, 77, 0.75, 0.7], [4.75, 76, 0.75, 0.7], [5.5, 72, 2, 0.75],
    [8, 72, 0.75, 0.7], [8.75, 74, 0.75, 0.7], [9.5, 76, 1.5, 0.8], [11, 74, 0.5, 0.6], [11.5, 72, 0.5, 0.6], [12, 74, 1.5, 0.75], [13.5, 79, 2, 0.8],
  ]; // prettier-ignore
  for (const start of [16, 32]) {
    play({ mix, beat, instrument: synthLead, gain: 0.3, pan: -0.1, hall: 0.4, ring: 0.6 }, hook.map(([at, ...rest]) => [start + at, ...rest] as const)); // prettier-ignore
    if (start === 32) play({ mix, beat, instrument: superSaw, gain: 0.1, pan: 0.2, hall: 0.4, ring: 0.6 }, hook.map(([at, midi, ...rest]) => [start + at, midi + 12, ...rest] as const)); // prettier-ignore
  }
  play({ mix, beat, instrument: kick, gain: 0.62, hall: 0, ring: 0.4 }, kicks.map((at) => [at, 0, 0.2, 1] as const)); // prettier-ignore
  play({ mix, beat, instrument: clap, gain: 0.3, hall: 0.25, ring: 0.3 }, range(20).map((at) => [9 + 2 * at, 0, 0.1, 0.8] as const)); // prettier-ignore
  play({ mix, beat, instrument: hat, gain: 0.2, pan: 0.25, hall: 0.05, ring: 0.2 }, range(88).map((at) => [4 + at / 2, 0, at % 2 === 1 ? 0.12 : 0.05, at % 2 === 1 ? 0.8 : 0.45] as const)); // prettier-ignore
  play({ mix, beat, instrument: cymbal, gain: 0.16, hall: 0.3, ring: 2 }, [
    [5, 0, 3, 0.8],
    [29, 0, 3, 0.8],
  ]);
  play({ mix, beat, instrument: superSaw, gain: 0.16, hall: 0.4, ring: 1 }, [57, 60, 64, 69].map((midi) => [48, midi, 1.5, 0.7] as const)); // prettier-ignore
  return finish(mix, 0.8);
};

/** Five notes (A C D E G), slow, a plucked zither under a bamboo flute. */
const echoesOfThePast = () => {
  const beat = 60 / 66;
  const mix = createMix(26 * beat + 2.6);
  const zither: readonly Note[] = [
    [0, 45, 2, 0.8], [0.5, 57, 1, 0.6], [1, 60, 1, 0.65], [1.5, 62, 1.4, 0.7], [2.5, 64, 1.4, 0.7], [3.5, 62, 0.4, 0.5], [3.75, 60, 0.4, 0.5],
    [4, 57, 2, 0.7], [5, 52, 1, 0.6], [5.5, 55, 1, 0.55], [6, 57, 1.8, 0.7], [7, 60, 0.5, 0.5], [7.5, 62, 0.5, 0.55],
    [8, 50, 2, 0.75], [8.5, 62, 1, 0.6], [9, 64, 1, 0.65], [9.5, 67, 1.4, 0.7], [10.5, 69, 1.5, 0.75], [11.5, 67, 0.5, 0.5],
    [12, 45, 2, 0.8], [12.5, 64, 1, 0.6], [13, 62, 1, 0.6], [13.5, 60, 1, 0.6], [14, 57, 1.8, 0.7], [15, 64, 0.5, 0.5], [15.5, 67, 0.5, 0.55],
    [16, 48, 2, 0.75], [16.5, 60, 1, 0.6], [17, 64, 1, 0.65], [17.5, 67, 1, 0.65], [18, 52, 2, 0.75], [18.5, 64, 1, 0.6], [19, 67, 1, 0.6], [19.5, 71, 1, 0.6],
    [20, 50, 2, 0.75], [20.5, 62, 1, 0.6], [21, 67, 1, 0.6], [21.5, 69, 1, 0.65], [22, 52, 2, 0.75], [22.5, 64, 0.6, 0.6], [23, 62, 0.6, 0.55], [23.5, 60, 0.6, 0.5],
    [24, 45, 2, 0.85], [24.1, 57, 2, 0.7], [24.2, 64, 2, 0.65], [24.3, 69, 2, 0.7],
  ]; // prettier-ignore
  play({ mix, beat, instrument: gayageum, gain: 0.5, pan: -0.2, hall: 0.28, ring: 1.6 }, zither);
  play({ mix, beat, instrument: daegeum, gain: 0.34, pan: 0.2, hall: 0.5, ring: 0.5 }, [
    [6, 69, 1.6, 0.45], [8, 74, 2.4, 0.6], [10.5, 76, 0.4, 0.55], [11, 74, 0.4, 0.5], [11.5, 72, 0.4, 0.5], [12, 69, 2.6, 0.6], [15, 67, 0.8, 0.5],
    [16, 72, 1.6, 0.65], [17.75, 74, 0.25, 0.6], [18, 76, 1.8, 0.75], [20, 79, 1.2, 0.85], [21.25, 76, 0.35, 0.7], [21.7, 74, 0.3, 0.65], [22, 76, 0.8, 0.7], [23, 72, 0.5, 0.6], [23.5, 74, 0.4, 0.55], [24, 69, 2.2, 0.6],
  ]); // prettier-ignore
  play({ mix, beat, instrument: strings, gain: 0.07, hall: 0.5 }, [[8, 50, 3.8, 0.4], [12, 45, 3.8, 0.4], [16, 48, 1.9, 0.45], [18, 52, 1.9, 0.5], [20, 50, 1.9, 0.55], [22, 52, 1.9, 0.5], [24, 45, 2.4, 0.45]]); // prettier-ignore
  play({ mix, beat, instrument: timpani, gain: 0.3, hall: 0.35 }, [[8, 33, 1, 0.5], [12, 33, 1, 0.5], [16, 36, 1, 0.6], [20, 38, 1, 0.6], [24, 33, 1, 0.7]]); // prettier-ignore
  return finish(mix, 0.88);
};

/** C major with a skip in its step. */
const starlightConfession = () => {
  const beat = 60 / 104;
  const mix = createMix(40 * beat + 2);
  const chords = [
    [60, 64, 67, 72],
    [55, 62, 67, 71],
    [57, 64, 69, 72],
    [53, 60, 65, 69],
  ];
  const chord = (bar: number): readonly number[] => chords[bar % 4] ?? [];
  play({ mix, beat, instrument: ukulele, gain: 0.32, pan: -0.3, hall: 0.15, ring: 0.4 }, bars(10, (bar) =>
    [0, 1, 1.5, 2.5, 3, 3.5].flatMap((at, stroke) => chord(bar).map((midi, string) => [at + (stroke % 2 === 0 ? string : 3 - string) * 0.025, midi, 0.45, stroke === 0 ? 0.7 : 0.5] as const)),
  )); // prettier-ignore
  play({ mix, beat, instrument: softBass, gain: 0.3, hall: 0.02, ring: 0.3 }, bars(10, (bar) =>
    bar < 2 ? [] : [[0, (chord(bar)[0] ?? 60) - 24, 1.3, 0.8], [1.5, (chord(bar)[0] ?? 60) - 24, 0.4, 0.6], [2, (chord(bar)[0] ?? 60) - 17, 1.2, 0.7], [3.5, (chord(bar)[0] ?? 60) - 24, 0.4, 0.6]],
  )); // prettier-ignore
  const tune: readonly Note[] = [
    [0, 79, 0.5, 0.7], [0.5, 76, 0.5, 0.6], [1, 79, 0.5, 0.65], [1.5, 84, 1, 0.8], [2.5, 83, 0.5, 0.65], [3, 79, 1, 0.7], [4, 81, 0.5, 0.65], [4.5, 79, 0.5, 0.6], [5, 74, 0.5, 0.6], [5.5, 79, 1.5, 0.75],
    [8, 76, 0.5, 0.7], [8.5, 79, 0.5, 0.65], [9, 81, 0.5, 0.7], [9.5, 84, 1, 0.8], [10.5, 86, 0.5, 0.7], [11, 88, 1, 0.8], [12, 86, 0.5, 0.7], [12.5, 84, 0.5, 0.7], [13, 81, 0.5, 0.65], [13.5, 84, 2, 0.8],
  ]; // prettier-ignore
  play({ mix, beat, instrument: celesta, gain: 0.2, pan: 0.15, hall: 0.35, ring: 1.4 }, [8, 24].flatMap((start) => tune.map(([at, ...rest]) => [start + at, ...rest] as const))); // prettier-ignore
  play({ mix, beat, instrument: piano, gain: 0.2, pan: -0.1, hall: 0.25 }, tune.map(([at, midi, long, force]) => [24 + at, midi - 12, long, force] as const)); // prettier-ignore
  play({ mix, beat, instrument: celesta, gain: 0.09, pan: 0.5, hall: 0.5 }, bars(10, (bar) => chord(bar).map((midi, at) => [at === 3 ? 3.5 : at + 0.5, midi + 24, 0.4, 0.45] as const))); // prettier-ignore
  play({ mix, beat, instrument: strings, gain: 0.08, hall: 0.4, pan: 0.2 }, bars(10, (bar) => (bar < 6 ? [] : chord(bar).slice(1).map((midi) => [0, midi + 12, 3.9, 0.5] as const)))); // prettier-ignore
  play({ mix, beat, instrument: kick, gain: 0.3, hall: 0.02, ring: 0.3 }, range(16).map((at) => [8 + 2 * at, 0, 0.2, 0.8] as const)); // prettier-ignore
  play({ mix, beat, instrument: clap, gain: 0.16, hall: 0.25, ring: 0.3 }, range(16).map((at) => [9 + 2 * at, 0, 0.1, 0.7] as const)); // prettier-ignore
  play({ mix, beat, instrument: hat, gain: 0.1, pan: -0.4, hall: 0.05, ring: 0.15 }, range(64).map((at) => [8 + at / 2, 0, 0.04, at % 2 === 1 ? 0.8 : 0.4] as const)); // prettier-ignore
  play({ mix, beat, instrument: celesta, gain: 0.16, hall: 0.5, ring: 1.6 }, [72, 76, 79, 84, 88].map((midi, at) => [40 + at * 0.12, midi, 1, 0.7] as const)); // prettier-ignore
  return finish(mix, 0.82);
};

export const pieces: readonly Piece[] = [
  { songId: 'demo-the-guardians-melody', render: guardiansMelody },
  { songId: 'demo-city-lights-serenade', render: cityLights },
  { songId: 'demo-echoes-of-the-past', render: echoesOfThePast },
  { songId: 'demo-starlight-confession', render: starlightConfession },
];
