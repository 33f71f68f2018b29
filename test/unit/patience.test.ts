import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';
import { createPatience } from '../../src/discord/patience.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const minute = 60_000;

/** Turns of the event loop, in which what was told of the time goes on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

const patient = () => {
  const time = createSteppedTime(settle);
  const patience = createPatience(time);
  const startedAt = time.clock.now();
  let tries = 0;
  /** Fails until this long after the start. */
  const act = (outageMs: number, error = new Error('The connection was cut.')) =>
    patience.insist(() => {
      tries += 1;
      return time.clock.now() - startedAt < outageMs ? Promise.reject(error) : Promise.resolve('shown');
    });
  return { time, patience, act, tries: () => tries };
};

const refusal = new DiscordAPIError(
  { message: 'Missing Permissions', code: 50_013 },
  50_013,
  403,
  'POST',
  '/channels/1/messages',
  {},
);

test('an outage of two minutes costs time and nothing else', async () => {
  const { time, act, tries } = patient();
  const shown = act(2 * minute);
  await time.advance(3 * minute);
  expect(await shown).toBe('shown');
  expect(tries()).toBeLessThanOrEqual(8);
});

test('after a longer one it is given up, and what comes after it is tried once each', async () => {
  const { time, act, tries } = patient();
  const first = act(60 * minute).catch(String);
  await time.advance(3 * minute);
  expect(await first).toContain('cut');
  const before = tries();
  await expect(act(60 * minute)).rejects.toThrow('cut');
  expect(tries()).toBe(before + 1);
});

test('the next outage is waited out as long as the first', async () => {
  const { time, act, tries } = patient();
  const first = act(60 * minute).catch(String);
  await time.advance(3 * minute);
  await first;
  await time.advance(56.5 * minute);
  const second = act(60 * minute);
  await time.advance(2 * minute);
  expect(await second).toBe('shown');
  expect(tries()).toBeGreaterThan(8);
});

test('what Discord refuses is not asked again', async () => {
  const { act, tries } = patient();
  await expect(act(minute, refusal)).rejects.toBe(refusal);
  expect(tries()).toBe(1);
});

test('a stop waits for nothing: what is being tried is tried once more', async () => {
  const { patience, act, tries } = patient();
  const shown = act(minute).catch(String);
  await settle();
  patience.stop();
  expect(await shown).toContain('cut');
  expect(tries()).toBe(2);
});
