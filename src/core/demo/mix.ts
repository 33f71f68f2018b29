import { createSeededRng } from '../rng.ts';

/** What the demo pieces are painted on: two channels of 48 kHz, and a send to a hall. */
export const rate = 48_000;

export interface Mix {
  readonly left: Float32Array;
  readonly right: Float32Array;
  /** What goes to the hall, mono. */
  readonly send: Float32Array;
}

/** A voice is a function of the sample's number, called in order. */
export type Voice = (sample: number) => number;

export interface Place {
  readonly at: number;
  readonly seconds: number;
  readonly gain: number;
  /** −1 left, 1 right. */
  readonly pan?: number;
  /** Share that goes to the hall. */
  readonly hall?: number;
}

export const createMix = (seconds: number): Mix => {
  const samples = Math.round(seconds * rate);
  return {
    left: new Float32Array(samples),
    right: new Float32Array(samples),
    send: new Float32Array(samples),
  };
};

export const add = (
  { left, right, send }: Mix,
  { at, seconds, gain, pan = 0, hall = 0.2 }: Place,
  voice: Voice,
): void => {
  const from = Math.round(at * rate);
  const end = Math.min(left.length, from + Math.round(seconds * rate));
  const angle = ((pan + 1) * Math.PI) / 4;
  const [toLeft, toRight] = [Math.cos(angle) * gain, Math.sin(angle) * gain];
  for (let sample = from; sample < end; sample += 1) {
    const value = voice(sample - from);
    left[sample] = (left[sample] ?? 0) + value * toLeft;
    right[sample] = (right[sample] ?? 0) + value * toRight;
    send[sample] = (send[sample] ?? 0) + value * gain * hall;
  }
};

/** Turns everything down right after each beat, as the kick drum of a dance record does. */
export const duck = ({ left, right, send }: Mix, beats: readonly number[], depth: number): void => {
  for (const beat of beats) {
    const from = Math.round(beat * rate);
    const length = Math.round(0.22 * rate);
    for (let at = 0; at < length && from + at < left.length; at += 1) {
      const factor = 1 - depth * (1 - at / length) ** 2;
      for (const channel of [left, right, send]) channel[from + at] = (channel[from + at] ?? 0) * factor;
    }
  }
};

const comb = (input: Float32Array, delay: number, feedback: number): Float32Array => {
  const output = new Float32Array(input.length);
  let damped = 0;
  for (let at = 0; at < input.length; at += 1) {
    const echo = at < delay ? 0 : (output[at - delay] ?? 0);
    damped += 0.45 * (echo - damped);
    output[at] = (input[at] ?? 0) + damped * feedback;
  }
  return output;
};

const allPass = (signal: Float32Array, delay: number): Float32Array => {
  const output = new Float32Array(signal.length);
  for (let at = 0; at < signal.length; at += 1) {
    const [input = 0, before = 0, out = 0] =
      at < delay ? [signal[at]] : [signal[at], signal[at - delay], output[at - delay]];
    output[at] = -0.6 * input + before + 0.6 * out;
  }
  return output;
};

/** A hall of four combs and two all-passes a side (after Schroeder, 1962), each side with its own lengths. */
const hallOf = (send: Float32Array, feedback: number, spread: number): Float32Array => {
  const combs = [1687, 1601, 2053, 2251].map((delay) => comb(send, delay + spread, feedback));
  const sum = send.map((_, at) => combs.reduce((total, one) => total + (one[at] ?? 0), 0) * 0.25);
  return allPass(allPass(sum, 347 + spread), 113 + spread);
};

/** The finished piece: hall added, peaks rounded off, ends faded. */
export const finish = (mix: Mix, feedback = 0.84): readonly [Float32Array, Float32Array] => {
  const fadeIn = 0.005 * rate;
  const fadeOut = 1.2 * rate;
  const sides = [
    [mix.left, hallOf(mix.send, feedback, 0)],
    [mix.right, hallOf(mix.send, feedback, 37)],
  ] as const;
  const wet = sides.map(([dry, hall]) => dry.map((value, at) => value + (hall[at] ?? 0)));
  const peak = Math.max(
    ...wet.map((side) => side.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  );
  const [left = new Float32Array(), right = new Float32Array()] = wet.map((side) =>
    side.map((value, at) => {
      const fade = Math.min(1, at / fadeIn, (side.length - at) / fadeOut);
      return Math.tanh((value / peak) * 1.6) * 0.85 * fade;
    }),
  );
  return [left, right];
};

/** The same noise every time, so that a piece is the same piece every time. */
export const createNoise = (seed: string): (() => number) => {
  const rng = createSeededRng(seed);
  return () => rng.next() * 2 - 1;
};
