import { expect, test } from 'vitest';
import { soak } from '../../bench/soak/soak.ts';

/** `npm run soak -- --minutes 10 --seed 1` for the whole. */
const minutes = 0.5;

test('half a minute of faults loses no point, posts nothing twice and breaks nothing', async () => {
  const { problems, done, faults } = await soak({ minutes, seed: 'short', say: () => undefined });
  expect(problems).toEqual([]);
  expect(done['right guess']).toBeGreaterThan(0);
  expect(done['favourite']).toBeGreaterThan(0);
  expect(Object.keys(faults).length).toBeGreaterThan(1);
}, 180_000);
