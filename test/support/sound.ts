/** Measuring sound: mono samples between -1 and 1 at 48 kHz. */
export const SAMPLE_RATE = 48_000;

const hann = (index: number, size: number): number =>
  0.5 - 0.5 * Math.cos((2 * Math.PI * index) / (size - 1));

/** Radix-2, in place. */
const transform = (real: Float64Array, imaginary: Float64Array): void => {
  const size = real.length;
  for (let index = 1, mirror = 0; index < size; index += 1) {
    let bit = size >> 1;
    for (; mirror & bit; bit >>= 1) mirror ^= bit;
    mirror ^= bit;
    if (index >= mirror) continue;
    [real[index], real[mirror]] = [real[mirror]!, real[index]!];
    [imaginary[index], imaginary[mirror]] = [imaginary[mirror]!, imaginary[index]!];
  }
  for (let width = 2; width <= size; width *= 2) {
    const half = width / 2;
    for (let step = 0; step < half; step += 1) {
      const angle = (-2 * Math.PI * step) / width;
      const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
      for (let at = step; at < size; at += width) {
        const other = at + half;
        const turnedReal = real[other]! * cosine - imaginary[other]! * sine;
        const turnedImaginary = real[other]! * sine + imaginary[other]! * cosine;
        real[other] = real[at]! - turnedReal;
        imaginary[other] = imaginary[at]! - turnedImaginary;
        real[at] = real[at]! + turnedReal;
        imaginary[at] = imaginary[at]! + turnedImaginary;
      }
    }
  }
};

/** The strongest frequency in Hz, to about 1 Hz; needs at least 1,024 samples. 0 for silence. */
export const dominantFrequency = (samples: Float32Array): number => {
  const size = 2 ** Math.min(15, Math.floor(Math.log2(samples.length)));
  if (size < 1024) throw new RangeError(`${samples.length} samples are too few to tell a frequency.`);
  const offset = Math.floor((samples.length - size) / 2);
  const real = Float64Array.from(
    { length: size },
    (_, index) => samples[offset + index]! * hann(index, size),
  );
  const imaginary = new Float64Array(size);
  transform(real, imaginary);
  const power = (bin: number): number => Math.hypot(real[bin]!, imaginary[bin]!);
  let best = 1;
  for (let bin = 2; bin < size / 2 - 1; bin += 1) if (power(bin) > power(best)) best = bin;
  if (power(best) < 1e-3) return 0;
  const [left, middle, right] = [power(best - 1), power(best), power(best + 1)];
  const shift = (right - left) / (2 * (2 * middle - left - right) || 1);
  return ((best + shift) * SAMPLE_RATE) / size;
};

type Biquad = { b: readonly [number, number, number]; a: readonly [number, number] };

/** K-weighting at 48 kHz. Source: ITU-R BS.1770-4, tables 1 and 2. */
const SHELF: Biquad = {
  b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
  a: [-1.69065929318241, 0.73248077421585],
};
const HIGH_PASS: Biquad = { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] };

const filter = (samples: Float32Array, { b, a }: Biquad): Float32Array => {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return samples.map((x) => {
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
};

const BLOCK = SAMPLE_RATE * 0.4;
const HOP = SAMPLE_RATE * 0.1;
const toLufs = (power: number): number => -0.691 + 10 * Math.log10(power);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Integrated loudness in LUFS of all channels together, gated as in ITU-R BS.1770-4. -Infinity for silence. */
export const loudness = (channels: readonly Float32Array[]): number => {
  const weighted = channels.map((channel) => filter(filter(channel, SHELF), HIGH_PASS));
  const length = weighted[0]?.length ?? 0;
  const blocks: number[] = [];
  for (let from = 0; from + BLOCK <= length; from += HOP) {
    const power = weighted.reduce((sum, channel) => {
      let squares = 0;
      for (let index = from; index < from + BLOCK; index += 1) squares += channel[index]! ** 2;
      return sum + squares / BLOCK;
    }, 0);
    blocks.push(power);
  }
  const audible = blocks.filter((power) => toLufs(power) > -70);
  if (audible.length === 0) return -Infinity;
  const gate = toLufs(mean(audible)) - 10;
  return toLufs(mean(audible.filter((power) => toLufs(power) > gate)));
};

/** A stereo tone as interleaved 16-bit samples. */
export const makeTone = (frequencyHz: number, lengthMs: number, amplitude = 0.5): Buffer => {
  const frames = (SAMPLE_RATE * lengthMs) / 1000;
  const pcm = Buffer.alloc(frames * 4);
  for (let index = 0; index < frames; index += 1) {
    const value = Math.round(
      32_767 * amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / SAMPLE_RATE),
    );
    pcm.writeInt16LE(value, index * 4);
    pcm.writeInt16LE(value, index * 4 + 2);
  }
  return pcm;
};
