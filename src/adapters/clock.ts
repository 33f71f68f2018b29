import type { Clock, Rng } from '../core/ports.ts';

export const systemClock: Clock = { now: () => Date.now() };

export const systemRng: Rng = { next: () => Math.random() };
