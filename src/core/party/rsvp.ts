import type { Party, RsvpAnswer } from './types.ts';

export interface Attendance {
  /** Who has a place, first come first. */
  readonly going: readonly string[];
  /** Who wants one, in the order in which they get it. */
  readonly waiting: readonly string[];
  readonly maybe: readonly string[];
  readonly no: readonly string[];
  /** Pressed "Interested" in Discord's own event and answered nothing here. */
  readonly interested: readonly string[];
}

type Answers = Pick<Party, 'rsvps' | 'interestedIds'> & { readonly plan: Pick<Party['plan'], 'capacity'> };

/** The waitlist follows from the answers alone: who leaves makes room, without anything to keep in step. */
export const attendance = ({ rsvps, interestedIds, plan }: Answers): Attendance => {
  const of = (wanted: RsvpAnswer) =>
    rsvps.filter(({ answer }) => answer === wanted).map(({ memberId }) => memberId);
  const going = of('going');
  const places = plan.capacity ?? Infinity;
  const answered = new Set(rsvps.map(({ memberId }) => memberId));
  return {
    going: going.slice(0, places),
    waiting: going.slice(places),
    maybe: of('maybe'),
    no: of('no'),
    interested: interestedIds.filter((id) => !answered.has(id)),
  };
};

/** Records an answer. Saying the same again keeps the place in the line; changing one's mind gives it up. */
export const withAnswer = <Value extends Pick<Party, 'rsvps'>>(
  party: Value,
  memberId: string,
  answer: RsvpAnswer,
  at: number,
): Value => {
  const before = party.rsvps.find((rsvp) => rsvp.memberId === memberId);
  if (before?.answer === answer) return party;
  const others = party.rsvps.filter((rsvp) => rsvp.memberId !== memberId);
  return { ...party, rsvps: [...others, { memberId, answer, at }] };
};

/** Who got a place between two states, other than by asking for it just now. */
export const promoted = (before: Answers, after: Answers): readonly string[] => {
  const waited = new Set(attendance(before).waiting);
  return attendance(after).going.filter((id) => waited.has(id));
};
