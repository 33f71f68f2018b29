import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueReminders, latestDue, pastReminders } from '../../../src/core/party/reminders.ts';
import { attendance, promoted, withAnswer } from '../../../src/core/party/rsvp.ts';
import type { RsvpAnswer } from '../../../src/core/party/types.ts';
import { planOf } from '../../support/party-scenario.ts';

interface Answers {
  readonly rsvps: readonly { memberId: string; answer: RsvpAnswer; at: number }[];
  readonly interestedIds: readonly string[];
  readonly plan: { readonly capacity: number | null };
}

const nobody = (capacity: number | null): Answers => ({ rsvps: [], interestedIds: [], plan: { capacity } });

describe('who comes', () => {
  it('gives places first come, first served, and a place that becomes free to who waited longest', () => {
    const full = ['ann', 'bo', 'cy', 'di'].reduce(
      (all, id, at) => withAnswer(all, id, 'going', at),
      nobody(2),
    );
    expect(attendance(full)).toMatchObject({ going: ['ann', 'bo'], waiting: ['cy', 'di'] });
    const after = withAnswer(full, 'ann', 'no', 9);
    expect(attendance(after)).toMatchObject({ going: ['bo', 'cy'], waiting: ['di'], no: ['ann'] });
    expect(promoted(full, after)).toEqual(['cy']);
  });

  it('promotes as many as a larger capacity holds', () => {
    const full = ['ann', 'bo', 'cy'].reduce((all, id, at) => withAnswer(all, id, 'going', at), nobody(1));
    expect(promoted(full, { ...full, plan: { capacity: null } })).toEqual(['bo', 'cy']);
  });

  it('counts "Interested" only of who answered nothing here', () => {
    const answers = withAnswer({ ...nobody(null), interestedIds: ['ann', 'bo'] }, 'bo', 'no', 1);
    expect(attendance(answers).interested).toEqual(['ann']);
  });

  it('never has more guests than places, loses nobody, and never lets anyone overtake', () => {
    const answer = fc.tuple(fc.nat(6), fc.constantFrom<RsvpAnswer>('going', 'maybe', 'no'));
    fc.assert(
      fc.property(
        fc.array(answer, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (answers, capacity) => {
          let line: string[] = [];
          const end = answers.reduce((all, [who, said], at) => {
            const id = `m${who}`;
            if (said !== 'going') line = line.filter((other) => other !== id);
            else if (!line.includes(id)) line.push(id);
            return withAnswer(all, id, said, at);
          }, nobody(capacity));
          const { going, waiting } = attendance(end);
          expect(going.length).toBeLessThanOrEqual(capacity);
          expect([...going, ...waiting]).toEqual(line);
        },
      ),
    );
  });
});

describe('reminders', () => {
  const startsAt = Date.UTC(2026, 10, 27, 20);
  const plan = planOf({ startsAt });
  const hour = 3_600_000;

  it('come a day, an hour and five minutes before', () => {
    expect(dueReminders({ plan, reminded: [] }).map(({ dueAt }) => startsAt - dueAt)).toEqual([
      24 * hour,
      hour,
      300_000,
    ]);
  });

  it('are dropped when their time is over before the party is made', () => {
    expect(pastReminders(startsAt, startsAt - 2 * hour)).toEqual(['day']);
    expect(pastReminders(startsAt, startsAt - 48 * hour)).toEqual([]);
    expect(dueReminders({ plan, reminded: ['day'] }).map(({ kind }) => kind)).toEqual([
      'hour',
      'five-minutes',
    ]);
  });

  it('are not told in a row after a long sleep: the latest is enough', () => {
    expect(latestDue(dueReminders({ plan, reminded: [] }))?.kind).toBe('five-minutes');
  });
});
