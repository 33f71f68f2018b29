import { createNoise, rate } from './mix.ts';
import type { Voice } from './mix.ts';

/** A note of an instrument: its MIDI number, how long the key is held, how hard it is struck (0–1). */
export type Instrument = (midi: number, seconds: number, force: number) => Voice;

export const hzOf = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

const tau = 2 * Math.PI;
const noise = createNoise('instruments');

/** Rises, holds while the key is down, and dies away. */
const swell =
  (attack: number, held: number, release: number) =>
  (time: number): number => {
    const rise = Math.min(1, time / attack);
    return time < held ? rise : rise * Math.exp(-(time - held) / release);
  };

/** Struck strings: partials a little sharp of the harmonics, high ones gone first. */
export const piano: Instrument = (midi, seconds, force) => {
  const hz = hzOf(midi);
  const partials = Array.from({ length: 9 }, (_, at) => {
    const n = at + 1;
    const sharp = n * Math.sqrt(1 + 0.0004 * n * n);
    return {
      step: (tau * hz * sharp) / rate,
      level: (force ** (0.25 * at) / n ** 1.25) * (n === 7 ? 0.3 : 1),
      decay: (0.35 + 0.25 * n) * (hz / 330) ** 0.5,
    };
  }).filter(({ step }) => step < 2.6);
  const damper = swell(0.004, seconds, 0.18);
  return (sample) => {
    const time = sample / rate;
    let value = time < 0.012 ? noise() * 0.12 * force * (1 - time / 0.012) : 0;
    for (const { step, level, decay } of partials)
      value += Math.sin(step * sample) * level * Math.exp(-time * decay);
    return value * damper(time) * (0.3 + 0.7 * force) * 0.5;
  };
};

/** A section: four players a little apart in pitch, with vibrato. */
export const strings: Instrument = (midi, seconds, force) => {
  const hz = hzOf(midi);
  const players = [-0.006, -0.002, 0.003, 0.007].map((detune, at) => ({
    phase: at * 1.7,
    hz: hz * (1 + detune),
  }));
  const envelope = swell(0.28 - 0.2 * force, seconds, 0.3);
  const harmonics = Math.min(9, Math.floor(7_000 / hz));
  return (sample) => {
    const time = sample / rate;
    const vibrato = 1 + 0.0035 * Math.sin(tau * 5.3 * time) * Math.min(1, time);
    let value = 0;
    for (const player of players) {
      player.phase += (tau * player.hz * vibrato) / rate;
      for (let n = 1; n <= harmonics; n += 1)
        value += (Math.sin(player.phase * n) / n ** (1.9 - 0.6 * force)) * 0.22;
    }
    return value * envelope(time) * force;
  };
};

/** Horns: brighter the louder they get. */
export const brass: Instrument = (midi, seconds, force) => {
  const hz = hzOf(midi);
  const envelope = swell(0.09, seconds, 0.16);
  return (sample) => {
    const time = sample / rate;
    const open = Math.min(1, time / 0.35) * force;
    let value = 0;
    for (let n = 1; n <= 7; n += 1)
      value += (Math.sin((tau * hz * n * sample) / rate) * open ** (n * 0.45)) / n;
    return value * envelope(time) * 0.55;
  };
};

export const timpani: Instrument = (midi, _seconds, force) => {
  const hz = hzOf(midi);
  return (sample) => {
    const time = sample / rate;
    const body = Math.sin(tau * hz * (time + 0.012 * (1 - Math.exp(-time * 18))));
    return (body * Math.exp(-time * 2.6) + noise() * 0.25 * Math.exp(-time * 60)) * force;
  };
};

/** Rises into the bar that follows, then rings. */
export const cymbal: Instrument = (_midi, seconds, force) => {
  let last = 0;
  return (sample) => {
    const time = sample / rate;
    const white = noise();
    const bright = white - last;
    last = white;
    return (
      bright * 0.3 * force * (time < seconds ? (time / seconds) ** 2.5 : Math.exp((seconds - time) * 1.6))
    );
  };
};

/** A plucked string (after Karplus and Strong, 1983); `bend` moves the pitch while it rings, in semitones. */
const plucked =
  (damping: number, softness: number, bend: (time: number) => number): Instrument =>
  (midi, seconds, force) => {
    const length = Math.round((rate / hzOf(midi)) * 1.06) + 2;
    const string = new Float32Array(4096);
    let soft = 0;
    for (let at = 0; at < length; at += 1) {
      soft += (noise() - soft) * (softness + (1 - softness) * force);
      string[at] = soft;
    }
    let at = length;
    let filtered = 0;
    const envelope = swell(0.001, seconds, 0.25);
    return (sample) => {
      const time = sample / rate;
      const period = rate / (hzOf(midi) * 2 ** (bend(time) / 12)) - 0.5;
      const whole = Math.floor(period);
      const part = period - whole;
      const read = (back: number): number => string[(at - back) & 4095] ?? 0;
      const delayed = read(whole) * (1 - part) + read(whole + 1) * part;
      const next = (delayed + filtered) * 0.5 * damping;
      filtered = delayed;
      string[at & 4095] = next;
      at += 1;
      return next * envelope(time) * (0.4 + 0.6 * force) * 1.5;
    };
  };

/** Gayageum: silk strings, pressed behind the bridge after the pluck so that the note sways (nonghyeon). */
export const gayageum = plucked(0.9965, 0.35, (time) =>
  time < 0.18
    ? 0
    : 0.38 * Math.sin(tau * 5.2 * (time - 0.18)) * Math.min(1, (time - 0.18) * 2.5) * Math.exp(-time * 0.5),
);
export const ukulele = plucked(0.992, 0.25, () => 0);

/** Daegeum: breath, a scoop up into the note, wide vibrato late in it, and the buzz of its membrane when blown hard. */
export const daegeum: Instrument = (midi, seconds, force) => {
  const hz = hzOf(midi);
  const envelope = swell(0.09, seconds, 0.12);
  let phase = 0;
  let breath = 0;
  return (sample) => {
    const time = sample / rate;
    const scoop = -0.7 * Math.exp(-time * 14);
    const sway = 0.42 * Math.sin(tau * 4.6 * time) * Math.min(1, Math.max(0, time - 0.35) * 1.6);
    phase += (tau * hz * 2 ** ((scoop + sway) / 12)) / rate;
    breath += 0.25 * (noise() - breath);
    const buzz = Math.tanh(3 * Math.sin(phase)) * 0.16 * force * force;
    const tone = Math.sin(phase) + 0.3 * Math.sin(2 * phase) + 0.12 * Math.sin(3 * phase) + buzz;
    return (tone * 0.7 + breath * (0.16 + 0.5 * Math.exp(-time * 22))) * envelope(time) * force;
  };
};

/** A saw without the harmonics that would fold back, through a filter that closes. */
const analogue =
  (detunes: readonly number[], open: number, close: number, attack: number, release: number): Instrument =>
  (midi, seconds, force) => {
    const steps = detunes.map((detune) => (hzOf(midi) * (1 + detune)) / rate);
    const phases = detunes.map((_, at) => at * 0.37);
    const envelope = swell(attack, seconds, release);
    let [low, band] = [0, 0];
    return (sample) => {
      const time = sample / rate;
      let value = 0;
      steps.forEach((step, at) => {
        const phase = ((phases[at] ?? 0) + step) % 1;
        phases[at] = phase;
        // The corner of the saw rounded off (PolyBLEP).
        const corner = phase < step ? phase / step : phase > 1 - step ? (phase - 1) / step : 0;
        const round =
          corner > 0 ? 2 * corner - corner * corner - 1 : corner < 0 ? corner * corner + 2 * corner + 1 : 0;
        value += 2 * phase - 1 - round;
      });
      const cutoff = Math.min(0.9, (open * (0.25 + Math.exp(-time * close)) * (0.5 + force)) / rate);
      low += cutoff * band;
      band += cutoff * (value / detunes.length - low - 0.9 * band);
      return low * envelope(time) * force * 1.6;
    };
  };

export const synthBass = analogue([0, 0.003], 9_000, 9, 0.004, 0.05);
export const superSaw = analogue([-0.011, -0.005, 0, 0.006, 0.012], 26_000, 1.2, 0.02, 0.12);
export const synthLead = analogue([0, 0.004], 30_000, 2.5, 0.008, 0.12);

/** Small bells: two sines that modulate each other, the upper one gone first. */
export const celesta: Instrument = (midi, _seconds, force) => {
  const step = (tau * hzOf(midi)) / rate;
  return (sample) => {
    const time = sample / rate;
    const overtone = Math.sin(step * 4.0 * sample) * Math.exp(-time * 9) * (0.4 + force);
    return (
      (Math.sin(step * sample + overtone) + 0.25 * Math.sin(step * 3 * sample) * Math.exp(-time * 6)) *
      Math.exp(-time * 2.6) *
      force
    );
  };
};

export const softBass: Instrument = (midi, seconds, force) => {
  const step = (tau * hzOf(midi)) / rate;
  const envelope = swell(0.008, seconds, 0.08);
  return (sample) =>
    (Math.sin(step * sample) + 0.3 * Math.sin(2 * step * sample)) * envelope(sample / rate) * force;
};

export const kick: Instrument = (_midi, _seconds, force) => (sample) => {
  const time = sample / rate;
  return Math.sin(tau * (48 * time + 4.2 * (1 - Math.exp(-time * 32)))) * Math.exp(-time * 8) * force;
};

export const clap: Instrument = (_midi, _seconds, force) => {
  let low = 0;
  return (sample) => {
    const time = sample / rate;
    low += 0.3 * (noise() - low);
    const hands = time < 0.03 ? Math.exp(-(time % 0.01) * 220) : Math.exp(-(time - 0.03) * 18);
    return (noise() - low) * hands * force * 0.7;
  };
};

export const hat: Instrument = (_midi, seconds, force) => {
  let last = 0;
  return (sample) => {
    const white = noise();
    const bright = white - last;
    last = white;
    return bright * Math.exp(-(sample / rate) / seconds) * force * 0.4;
  };
};
