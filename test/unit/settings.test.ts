import { describe, expect, test } from 'vitest';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { findTimeZones, toTimeZone } from '../../src/core/time-zone.ts';
import { createSettings } from '../../src/services/settings.ts';

describe('settings', () => {
  test('are absent until they are set, and count from the moment they are stored', async () => {
    const stores = createMemoryStores();
    const settings = createSettings({ stores, defaultZone: 'Europe/Berlin' });
    await settings.load();
    expect(settings.of('guild')).toEqual({ channels: {} });
    expect(settings.zoneOf('guild')).toBe('Europe/Berlin');
    await Promise.all([
      settings.change('guild', [{ setting: 'zone', value: 'Asia/Seoul' }]),
      settings.change('guild', [{ setting: 'channel', use: 'party', value: '1' }]),
      settings.change('guild', [{ setting: 'djRole', value: '2' }]),
    ]);
    expect(settings.of('guild')).toEqual({ zone: 'Asia/Seoul', djRoleId: '2', channels: { party: '1' } });
    expect(settings.zoneOf('guild')).toBe('Asia/Seoul');
    expect(settings.zoneOf('other')).toBe('Europe/Berlin');
    expect(settings.zoneOf(null)).toBe('Europe/Berlin');
    await settings.change('guild', [{ setting: 'zone', value: undefined }]);
    expect(settings.of('guild')).toEqual({ djRoleId: '2', channels: { party: '1' } });
    await settings.forgetServer('guild');
    expect(settings.of('guild')).toEqual({ channels: {} });
  });

  test('that could not be stored do not count', async () => {
    const memory = createMemoryStores();
    const failing = {
      ...memory,
      open: ((...parts: Parameters<typeof memory.open>) => ({
        ...memory.open(...parts),
        update: () => Promise.reject(new Error('disk full')),
      })) as typeof memory.open,
    };
    const settings = createSettings({ stores: failing, defaultZone: 'UTC' });
    await expect(settings.change('guild', [{ setting: 'zone', value: 'Asia/Seoul' }])).rejects.toThrow(
      'disk',
    );
    expect(settings.zoneOf('guild')).toBe('UTC');
  });
});

describe('time zones', () => {
  test.each([
    ['asia/seoul', 'Asia/Seoul'],
    ['America/New York', 'America/New_York'],
    ['utc', 'UTC'],
    ['+09:00', undefined],
    ['Nowhere', undefined],
    ['', undefined],
  ])('reads %j as %j', (typed, zone) => {
    expect(toTimeZone(typed)).toBe(zone);
  });

  test('are found by city and region', () => {
    expect(findTimeZones('new york', 5)).toContain('America/New_York');
    expect(findTimeZones('', 25)).toContain('Asia/Seoul');
    expect(findTimeZones('zzz', 5)).toEqual([]);
  });
});
