import type { Plan } from '../../src/core/party/types.ts';

export const T0 = Date.UTC(2026, 10, 21, 12);

export const planOf = (changes: Partial<Plan> = {}): Plan => ({
  title: 'Friday OST night',
  startsAt: T0 + 2 * 86_400_000,
  minutes: 90,
  mode: 'voice',
  channelId: 'stage',
  textChannelId: 'lounge',
  hostId: 'host',
  zone: 'UTC',
  capacity: null,
  theme: null,
  order: 'fair',
  requestCap: 3,
  ...changes,
});
