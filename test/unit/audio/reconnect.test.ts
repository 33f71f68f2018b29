import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ATTEMPTS, READY_WITHIN_MS, remedyFor } from '../../../src/core/audio/reconnect.ts';
import type { Trouble } from '../../../src/core/audio/reconnect.ts';

const passing: readonly Trouble[] = [
  { kind: 'rebuilding' },
  { kind: 'closed' },
  { kind: 'endpoint-removed' },
  { kind: 'gateway-down' },
  { kind: 'too-slow' },
  { kind: 'silent-network' },
];
const final: readonly Trouble[] = [
  { kind: 'evicted', channelExists: true },
  { kind: 'evicted', channelExists: false },
  { kind: 'forbidden' },
];

describe('what is done about a broken voice connection', () => {
  it('lets the library mend what it mends by itself, once', () => {
    expect(remedyFor({ kind: 'rebuilding' }, 0)).toEqual({ kind: 'wait', limitMs: READY_WITHIN_MS });
    expect(remedyFor({ kind: 'rebuilding' }, 1)).toMatchObject({ kind: 'rejoin', leave: 'now' });
  });

  it('hears first whether a moderator has closed it, before it takes the seat anew', () => {
    expect(remedyFor({ kind: 'closed' }, 0)).toEqual({ kind: 'rejoin', afterMs: 1_000, leave: 'then' });
  });

  it('obeys: nobody who put the bot out has to do it twice', () => {
    expect(final.map((trouble) => remedyFor(trouble, 0))).toEqual([
      { kind: 'give-up', reason: 'disconnected' },
      { kind: 'give-up', reason: 'channel-deleted' },
      { kind: 'give-up', reason: 'no-permission' },
    ]);
  });

  it('waits longer each time', () => {
    const waits = Array.from({ length: ATTEMPTS }, (_, attempts) =>
      remedyFor({ kind: 'too-slow' }, attempts),
    );
    expect(waits.map((remedy) => remedy.kind === 'rejoin' && remedy.afterMs)).toEqual([1_000, 2_000, 4_000]);
  });

  it('ends whatever befalls it, in under a minute', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...passing), { minLength: 20, maxLength: 20 }), (troubles) => {
        let attempts = 0;
        let passedMs = 0;
        for (const trouble of troubles) {
          const remedy = remedyFor(trouble, attempts);
          if (remedy.kind === 'give-up') {
            expect(remedy.reason).toBe('gave-up');
            expect(passedMs).toBeLessThan(60_000);
            return;
          }
          passedMs += remedy.kind === 'wait' ? remedy.limitMs : remedy.afterMs + READY_WITHIN_MS;
          attempts += 1;
        }
        expect.unreachable('it never gave up');
      }),
    );
  });
});
