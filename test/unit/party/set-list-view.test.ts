import { expect, test } from 'vitest';
import { en } from '../../../src/i18n/en.ts';
import type { Order, PartyState } from '../../../src/core/party/types.ts';
import { setListView } from '../../../src/views/party-set-list.ts';
import { catalogueOf } from '../../support/fixture-catalogue.ts';
import { partsOf } from '../../support/handlers.ts';
import { expectWithinLimits } from '../../support/limits.ts';
import { planOf, rowOf, T0 } from '../../support/party-scenario.ts';

const stateOf = (order: Order): PartyState => ({
  phase: 'scheduled',
  party: {
    version: 1,
    partyId: 'party-0',
    guildId: 'guild',
    plan: planOf({ order }),
    series: null,
    scheduledAt: T0,
    rsvps: [],
    interestedIds: [],
    dmIds: [],
    reminded: [],
    native: { kind: 'none' },
    rows: [rowOf(1), rowOf(2, 'ann', { votes: ['ann', 'bob'] })],
    lastTrackId: 2,
  },
});

const shown = (order: Order, maySteer: boolean) => {
  const view = setListView(
    catalogueOf([], [], []),
    stateOf(order),
    { page: 0, now: T0, maySteer, picked: 2 },
    en,
  );
  expectWithinLimits(view);
  return partsOf(view).map(({ custom_id: id = '', label }) => label ?? id.split('|', 1)[0]);
};

test('lets the host say who decides, and members vote only where votes decide', () => {
  expect(shown('fair', true)).toEqual(['party.order', 'party.pick', 'Up', 'Down', 'Remove', 'Add a song']);
  expect(shown('votes', true)).toContain('▲ 2');
  expect(shown('votes', false)).toEqual(['party.pick', '▲ 2', 'Add a song']);
  expect(shown('fair', false)).not.toContain('party.order');
  expect(shown('fair', false)).not.toContain('party.pick');
});
