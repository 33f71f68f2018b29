import { describe, expect, test } from 'vitest';
import { usePartyRig } from '../support/party-rig.ts';

const day = 86_400_000;

const rig = usePartyRig();
const { time, kill, boot, as, planned, schedule } = rig;

describe('what is done in Discord itself', () => {
  const edit = (changes: object = {}) => {
    const [eventId, { title, startsAt, channelId }] = [...rig.outside.events][0]!;
    return rig.bot.parties.nativeEdited('guild', {
      eventId,
      title,
      startsAt,
      channelId,
      status: 'scheduled' as const,
      ...changes,
    });
  };

  test('moves, cancels, begins and ends the party', async () => {
    const partyId = await schedule();
    const later = rig.bot.parties.get(partyId).party.plan.startsAt + day;
    await edit({ startsAt: later, title: 'Renamed' });
    expect(rig.bot.parties.get(partyId).party.plan).toMatchObject({ startsAt: later, title: 'Renamed' });
    await edit({ startsAt: later, title: 'Renamed', status: 'active' });
    expect(rig.bot.parties.get(partyId).phase).toBe('lobby');
    await edit({ startsAt: later, title: 'Renamed', status: 'completed' });
    expect(rig.bot.parties.get(partyId)).toMatchObject({ phase: 'ended', reason: 'event-ended' });
    const other = await schedule();
    const eventId = [...rig.outside.events].find(([, { partyId: of }]) => of === other)![0];
    await edit({ eventId, status: 'deleted' });
    expect(rig.bot.parties.get(other)).toMatchObject({ phase: 'cancelled', reason: 'event-deleted' });
  });

  test('counts before the call that made the event has come back', async () => {
    const answer = rig.outside.holdAnswers();
    const state = await rig.bot.parties.schedule('guild', as('host'), { plan: planned(), repeat: null });
    const { partyId } = state.party;
    await expect.poll(() => rig.outside.events.size).toBe(1);
    const [eventId] = [...rig.outside.events.keys()];
    const renamed = edit({ title: 'Renamed at once' });
    const interested = rig.bot.parties.interest('guild', eventId!, 'ann', true);
    answer();
    await Promise.all([renamed, interested]);
    await rig.bot.settled();
    const { plan, interestedIds } = rig.bot.parties.get(partyId).party;
    expect(plan.title).toBe('Renamed at once');
    expect(interestedIds).toEqual(['ann']);
    expect(rig.outside.events.get(eventId!)?.title).toBe('Renamed at once');
  });

  describe('while the bot is away', () => {
    const away = async (change: (eventId: string) => void): Promise<string> => {
      const partyId = await schedule();
      const [eventId] = [...rig.outside.events.keys()];
      await kill();
      change(eventId!);
      await boot();
      return partyId;
    };
    const changed = (more: object) => (eventId: string) => {
      rig.outside.events.set(eventId, { ...rig.outside.events.get(eventId)!, ...more });
    };

    test('moves and renames the party, and is not undone', async () => {
      const startsAt = time.clock.now() + 3 * day;
      const partyId = await away(changed({ title: 'By a moderator', startsAt }));
      expect(rig.bot.parties.get(partyId).party.plan).toMatchObject({ title: 'By a moderator', startsAt });
      expect([...rig.outside.events.values()]).toMatchObject([{ title: 'By a moderator', startsAt }]);
    });

    test.each([
      ['event-deleted', (eventId: string) => rig.outside.deleted.add(eventId)],
      ['event-cancelled', changed({ status: 'cancelled' })],
    ])('calls it off (%s), and makes no second event', async (reason, change) => {
      const partyId = await away(change);
      expect(rig.bot.parties.get(partyId)).toMatchObject({ phase: 'cancelled', reason });
      expect(rig.outside.creations()).toBe(1);
    });

    test('leaves a change of the plan alone that Discord has not heard of', async () => {
      const partyId = await away(() => undefined);
      const [eventId] = [...rig.outside.events.keys()];
      const before = rig.outside.events.get(eventId!)!;
      await rig.bot.parties.edit(partyId, as('host'), { title: 'By the host' });
      await rig.bot.settled();
      const { native } = rig.bot.parties.get(partyId).party;
      expect(native).toMatchObject({ kind: 'linked', agreed: { title: 'By the host' } });
      // As if the process had ended before Discord was told.
      rig.outside.answers('no-permission');
      await rig.bot.parties.edit(partyId, as('host'), { title: 'Once more' });
      await kill();
      rig.outside.events.set(eventId!, { ...before, title: 'By the host' });
      rig.outside.answers('ok');
      await boot();
      expect(rig.bot.parties.get(partyId).party.plan.title).toBe('Once more');
      expect(rig.outside.events.get(eventId!)?.title).toBe('Once more');
    });
  });

  test('interest counts, also what came while the bot was away', async () => {
    const partyId = await schedule();
    await rig.bot.parties.interest('guild', 'event-1', 'ann', true);
    await kill();
    rig.outside.interested.add('bo');
    await boot();
    expect(rig.bot.parties.get(partyId).party.interestedIds).toEqual(['bo']);
  });

  test('a party stands without an event when Discord takes none, and says why', async () => {
    rig.outside.answers('too-many');
    const partyId = await schedule();
    expect(rig.bot.parties.get(partyId).party.native).toEqual({ kind: 'refused', why: 'too-many' });
    rig.outside.answers('ok');
    await rig.bot.parties.edit(partyId, as('host'), { title: 'Again' });
    await rig.bot.settled();
    expect(rig.bot.parties.get(partyId).party.native.kind).toBe('linked');
  });

  test('a deleted channel calls the party off', async () => {
    const partyId = await schedule();
    await rig.bot.parties.channelDeleted('guild', 'stage');
    expect(rig.bot.parties.get(partyId)).toMatchObject({ phase: 'cancelled', reason: 'channel-deleted' });
  });
});
