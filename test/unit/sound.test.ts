import { expect, test } from 'vitest';
import { dominantFrequency, loudness, SAMPLE_RATE } from '../support/sound.ts';

const tone = (frequencyHz: number, amplitude: number, seconds = 3): Float32Array =>
  Float32Array.from(
    { length: SAMPLE_RATE * seconds },
    (_, index) => amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / SAMPLE_RATE),
  );

test('a full tone of 997 Hz on one channel is -3.01 LUFS, as BS.1770 says', () => {
  expect(loudness([tone(997, 1)])).toBeCloseTo(-3.01, 1);
  expect(loudness([tone(997, 0.1), tone(997, 0.1)])).toBeCloseTo(-20, 1);
  expect(loudness([new Float32Array(SAMPLE_RATE)])).toBe(-Infinity);
});

test('silence between sounds does not count', () => {
  const sound = new Float32Array([...tone(997, 1, 5), ...new Float32Array(SAMPLE_RATE * 5)]);
  expect(loudness([sound])).toBeGreaterThan(-3.3);
});

test('the strongest of two tones is named', () => {
  const quiet = tone(1000, 0.2);
  const both = tone(440, 0.5).map((sample, index) => sample + (quiet[index] ?? 0));
  expect(dominantFrequency(both)).toBeCloseTo(440, 0);
  expect(dominantFrequency(new Float32Array(SAMPLE_RATE))).toBe(0);
});
