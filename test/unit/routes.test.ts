import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute, routeName } from '../../src/discord/routes.ts';

const route = defineRoute('quiz.skip', { game: z.string(), round: z.coerce.number().int().min(0) });

test('decodes what it encoded', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9-]{1,60}$/), fc.nat(), (game, round) => {
      const customId = route.encode({ game, round });
      expect(routeName(customId)).toBe('quiz.skip');
      expect(route.decode(customId)).toEqual({ game, round });
    }),
  );
});

test.each([
  ['other|a|1'],
  ['quiz.skip'],
  ['quiz.skip|a'],
  ['quiz.skip|a|1|2'],
  ['quiz.skip|a|x'],
  ['quiz.skip|a|-1'],
  [''],
])('takes %s for an id of another or an older kind', (customId) => {
  expect(route.decode(customId)).toBeUndefined();
});

test('never throws on any id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (customId) => {
      expect(() => route.decode(customId)).not.toThrow();
    }),
  );
});

test('throws above 100 characters and on a value that holds the separator', () => {
  expect(() => route.encode({ game: 'g'.repeat(90), round: 1 })).toThrow(RangeError);
  expect(() => route.encode({ game: 'a|b', round: 1 })).toThrow(RangeError);
});
