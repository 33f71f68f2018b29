import { memoryUsage } from 'node:process';
import { expect, test } from 'vitest';
import { giveBackMemory } from '../../src/adapters/machine.ts';

test('memory that is no longer used is given back at once', () => {
  const before = memoryUsage().heapTotal;
  const fill = () => Array.from({ length: 500_000 }, (_, index) => ({ index }));
  expect(fill()).toHaveLength(500_000);
  const grown = memoryUsage().heapTotal;
  expect(grown).toBeGreaterThan(before + 10 * 1_048_576);

  giveBackMemory();
  expect(memoryUsage().heapTotal).toBeLessThan(grown - 10 * 1_048_576);
});
