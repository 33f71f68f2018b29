import { describe, expect, test } from 'vitest';
import { createGate } from '../../src/adapters/previews/gate.ts';
import { openLookups } from '../../src/adapters/previews/lookups.ts';
import { retryAfterMs } from '../../src/adapters/previews/service.ts';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { AudioError } from '../../src/core/audio/audio.ts';
import type { Store, Stores } from '../../src/core/ports.ts';

const log = { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 };
const minute = 60_000;

describe('the gate of a service', () => {
  const open = () => {
    const time = { now: 1_000_000 };
    const gate = createGate({ requests: 3, perMs: minute }, { now: () => time.now });
    return { gate, time };
  };

  test('lets no more than the allowance through in any window', () => {
    const { gate, time } = open();
    const taken: number[] = [];
    for (let at = 0; at < 400; at += 1) {
      time.now += 1_000;
      try {
        gate.take();
        taken.push(time.now);
      } catch (error) {
        expect(error).toBeInstanceOf(AudioError);
      }
    }
    expect(taken.length).toBeGreaterThan(15);
    for (const from of taken)
      expect(taken.filter((at) => at >= from && at < from + minute).length).toBeLessThanOrEqual(3);
  });

  test('pauses longer with every refusal that names no time, and anew after a success', () => {
    const { gate, time } = open();
    const pausedMs = (retryAfter?: number) => {
      gate.wasLimited(retryAfter);
      const state = gate.state();
      const waitMs = state.kind === 'paused' ? state.untilMs - time.now : 0;
      time.now += waitMs;
      return waitMs;
    };
    expect([pausedMs(), pausedMs(), pausedMs()]).toEqual([minute, 2 * minute, 4 * minute]);
    gate.succeeded();
    expect(pausedMs()).toBe(minute);
    expect(pausedMs(5_000)).toBe(5_000);
    expect(pausedMs(0)).toBe(1_000);
    expect(pausedMs(1e12)).toBe(60 * minute);
    for (let at = 0; at < 40; at += 1) expect(pausedMs()).toBeLessThanOrEqual(60 * minute);
  });

  test('two failures are chance, three are not', () => {
    const { gate, time } = open();
    gate.failed();
    gate.failed();
    expect(gate.state()).toEqual({ kind: 'open' });
    gate.failed();
    expect(gate.state()).toEqual({ kind: 'paused', reason: 'unreachable', untilMs: time.now + 15_000 });
    time.now += 15_000;
    expect(gate.state()).toEqual({ kind: 'open' });
    gate.failed();
    expect(gate.state()).toEqual({ kind: 'paused', reason: 'unreachable', untilMs: time.now + 30_000 });
    gate.succeeded();
    time.now += 30_000;
    gate.failed();
    expect(gate.state()).toEqual({ kind: 'open' });
  });
});

test.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['120', 120_000],
  ['0', 0],
  ['Thu, 01 Jan 1970 00:02:00 GMT', 60_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
])('Retry-After %s is %s ms', (header, expected) => {
  expect(retryAfterMs(header, minute)).toBe(expected);
});

describe('look-ups', () => {
  const track = { id: '7', storeUrl: 'https://music.apple.com/7' };

  /** The same records through any number of openings, as a database gives them. */
  const shared = (): Stores => {
    const stores = createMemoryStores();
    const opened = new Map<string, Store<unknown>>();
    return {
      ...stores,
      open: <Value>(namespace: string, format: Parameters<typeof stores.open<Value>>[1]) => {
        const store = opened.get(namespace) ?? stores.open(namespace, format);
        opened.set(namespace, store);
        return store as Store<Value>;
      },
    };
  };

  test('found ones last a week, missing ones six hours', async () => {
    let now = 0;
    const lookups = await openLookups({ stores: createMemoryStores(), clock: { now: () => now }, log });
    expect(lookups.get('itunes', 'a')).toBeUndefined();
    await lookups.set('itunes', 'a', track);
    await lookups.set('itunes', 'b', null);
    expect(lookups.get('itunes', 'a')).toEqual(track);
    expect(lookups.get('itunes', 'b')).toBeNull();
    expect(lookups.get('deezer', 'a')).toBeUndefined();
    expect([...lookups.found('itunes')]).toEqual(['a']);
    now = 6 * 60 * minute;
    expect(lookups.get('itunes', 'b')).toBeUndefined();
    expect(lookups.get('itunes', 'a')).toEqual(track);
    now = 7 * 24 * 60 * minute;
    expect(lookups.get('itunes', 'a')).toBeUndefined();
    expect([...lookups.found('itunes')]).toEqual([]);
  });

  test('are no more than the limit, in the store as well', async () => {
    const stores = shared();
    const clock = { now: () => 0 };
    const lookups = await openLookups({ stores, clock, log, maxEntries: 3 });
    for (const id of ['a', 'b', 'c']) await lookups.set('deezer', id, track);
    lookups.get('deezer', 'a');
    await lookups.set('deezer', 'd', track);
    const again = await openLookups({ stores, clock, log, maxEntries: 3 });
    expect([...again.found('deezer')].sort()).toEqual(['a', 'c', 'd']);
  });

  test('that cannot be stored count until the end of the process', async () => {
    const full: Stores = {
      open: () => ({
        get: () => Promise.resolve(undefined),
        update: () => Promise.reject(new Error('disk full')),
        delete: () => Promise.reject(new Error('disk full')),
        list: () => Promise.resolve(new Map()),
      }),
      close: () => Promise.resolve(),
    };
    const lookups = await openLookups({ stores: full, clock: { now: () => 0 }, log });
    await lookups.set('itunes', 'a', track);
    expect(lookups.get('itunes', 'a')).toEqual(track);
  });
});
