import { isAgreed } from './native.ts';
import { dueReminders, latestDue, pastReminders } from './reminders.ts';
import { MISSED_MS, WELCOME_MS } from './rules.ts';
import { promoted, withAnswer } from './rsvp.ts';
import { hasBegun, isOver, maySteer, refuse, step, withParty } from './state.ts';
import type {
  CancelReason,
  Effect,
  EventOf,
  InPhase,
  Party,
  PartyState,
  Plan,
  PlanChanges,
  ReminderKind,
  Run,
  Step,
} from './types.ts';

/** What must be known anew after the plan or the answers changed: the message, and who has a place now. */
const planChanged = (state: InPhase<'scheduled'>, party: Party): Step => {
  const ids = promoted(state.party, party);
  return step(
    withParty(state, party),
    ...(ids.length > 0 ? [{ type: 'promoted', memberIds: ids } as const] : []),
    { type: 'showPlan' },
  );
};

export const handleSchedule = (event: EventOf<'schedule'>): Step => {
  const { at, partyId, guildId, plan, series, rows } = event;
  const party: Party = {
    version: event.version,
    partyId,
    guildId,
    plan,
    series,
    scheduledAt: at,
    rsvps: [],
    interestedIds: [],
    dmIds: [],
    reminded: pastReminders(plan.startsAt, at),
    native: { kind: 'none' },
    rows: rows.map((row, index) => ({ ...row, trackId: index + 1, votes: [] })),
    lastTrackId: rows.length,
  };
  return step({ phase: 'scheduled', party }, { type: 'syncEvent' }, { type: 'showPlan' });
};

/** What may still be changed once it has begun. */
const changeable = ({ title, minutes, order, requestCap }: PlanChanges): PlanChanges => ({
  ...(title !== undefined && { title }),
  ...(minutes !== undefined && { minutes }),
  ...(order !== undefined && { order }),
  ...(requestCap !== undefined && { requestCap }),
});

const isSame = (plan: Plan, changes: PlanChanges): boolean =>
  (Object.keys(changes) as (keyof PlanChanges)[]).every((key) => plan[key] === changes[key]);

export const handleEdit = (state: PartyState, event: EventOf<'edit'>): Step => {
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (!event.fromDiscord && !maySteer(state, event)) return refuse(state, event.memberId, 'not-host');
  const { plan } = state.party;
  const changes = hasBegun(state) ? changeable(event.changes) : event.changes;
  if (isSame(plan, changes)) return step(state);
  const changed = { ...state.party, plan: { ...plan, ...changes } };
  if (state.phase !== 'scheduled')
    return step(withParty(state, changed), { type: 'syncEvent' }, { type: 'editNow' });
  const isMoved = changes.startsAt !== undefined && changes.startsAt !== plan.startsAt;
  const party = isMoved ? { ...changed, reminded: pastReminders(changes.startsAt, event.at) } : changed;
  const shown = planChanged(state, party);
  return { state: shown.state, effects: [{ type: 'syncEvent' }, ...shown.effects] };
};

/** The rota of a series. A party whose host is no longer in it gets the first of it, unless it goes on already. */
export const handleRota = (state: PartyState, event: EventOf<'rota'>): Step => {
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (!maySteer(state, event)) return refuse(state, event.memberId, 'not-host');
  const { plan, series } = state.party;
  const [first] = event.hostIds;
  if (series === null || first === undefined) return step(state);
  const stays = state.phase !== 'scheduled' || event.hostIds.includes(plan.hostId);
  const party = {
    ...state.party,
    series: { ...series, hostIds: event.hostIds },
    plan: stays ? plan : { ...plan, hostId: first },
  };
  return step(withParty(state, party), { type: 'syncEvent' }, { type: 'showPlan' });
};

/** A party that is off for a reason of its own leaves its series alone; one that the host calls off ends it. */
const continuesSeries: Readonly<Record<CancelReason, boolean>> = {
  host: false,
  'channel-deleted': false,
  skipped: true,
  'event-cancelled': true,
  'event-deleted': true,
  missed: true,
};

const callOff = (state: InPhase<'scheduled'>, reason: CancelReason, at: number): Step =>
  step(
    { phase: 'cancelled', party: state.party, reason, cancelledAt: at },
    { type: 'syncEvent' },
    { type: 'showPlan' },
    { type: 'cancelled', reason },
    ...(continuesSeries[reason] ? [{ type: 'nextInstance' } as const] : []),
  );

export const handleCancel = (state: PartyState, event: EventOf<'cancel'>): Step => {
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (state.phase !== 'scheduled') return refuse(state, event.memberId, 'has-begun');
  const isAsked = event.reason === 'host' || event.reason === 'skipped';
  if (isAsked && !maySteer(state, event)) return refuse(state, event.memberId, 'not-host');
  return callOff(state, event.reason, event.at);
};

export const handleRsvp = (state: PartyState, { memberId, answer, at }: EventOf<'rsvp'>): Step => {
  if (state.phase !== 'scheduled') return refuse(state, memberId, isOver(state) ? 'over' : 'has-begun');
  const party = withAnswer(state.party, memberId, answer, at);
  return party === state.party ? step(state) : planChanged(state, party);
};

const withMember = (ids: readonly string[], id: string, isIn: boolean): readonly string[] => {
  if (ids.includes(id) === isIn) return ids;
  return isIn ? [...ids, id] : ids.filter((other) => other !== id);
};

export const handleInterest = (state: PartyState, { memberId, interested }: EventOf<'interest'>): Step => {
  const interestedIds = withMember(state.party.interestedIds, memberId, interested);
  if (state.phase !== 'scheduled' || interestedIds === state.party.interestedIds) return step(state);
  return planChanged(state, { ...state.party, interestedIds });
};

export const handleRemindMe = (state: PartyState, { memberId, byMessage }: EventOf<'remindMe'>): Step => {
  if (state.phase !== 'scheduled') return refuse(state, memberId, isOver(state) ? 'over' : 'has-begun');
  const dmIds = withMember(state.party.dmIds, memberId, byMessage);
  return dmIds === state.party.dmIds ? step(state) : step(withParty(state, { ...state.party, dmIds }));
};

export const handleNativeChanged = (state: PartyState, { native }: EventOf<'nativeChanged'>): Step => {
  const { native: known } = state.party;
  const isSame =
    known.kind === native.kind &&
    (known.kind === 'linked' ? native.kind === 'linked' && known.eventId === native.eventId : true) &&
    (known.kind === 'refused' ? native.kind === 'refused' && known.why === native.why : true);
  const next = withParty(state, { ...state.party, native });
  if (!isSame) return step(next, { type: 'showPlan' });
  const agreed = native.kind === 'linked' ? native.agreed : undefined;
  const isNews = known.kind === 'linked' && agreed !== undefined && !isAgreed(known.agreed, agreed);
  return step(isNews ? next : state);
};

/** One reminder, also when several are due at once after a long sleep; each is stored as sent before it is. */
export const remind = (state: InPhase<'scheduled'>, kind: ReminderKind, at: number): Step => {
  const due = dueReminders(state.party).filter(({ dueAt }) => dueAt <= at);
  const isLatest = latestDue(due)?.kind === kind && at < state.party.plan.startsAt;
  const party = { ...state.party, reminded: [...state.party.reminded, kind] };
  const told: readonly Effect[] = isLatest ? [{ type: 'remind', kind, dmIds: party.dmIds }] : [];
  return step(withParty(state, party), ...told);
};

/** The doors open: the bot takes its seat and welcomes. */
export const openDoors = (state: InPhase<'scheduled'>, at: number): Step => {
  const { party } = state;
  const isVoice = party.plan.mode === 'voice';
  const run: Run = { begunAt: at, guests: [], history: [], moments: [], emptySince: isVoice ? at : null };
  return step(
    { phase: 'lobby', party, run, beginsAt: at + WELCOME_MS },
    { type: 'syncEvent' },
    { type: 'showPlan' },
    ...(isVoice ? [{ type: 'enter', channelId: party.plan.channelId } as const] : []),
    { type: 'welcome' },
    { type: 'nextInstance' },
  );
};

export const startByTime = (state: InPhase<'scheduled'>, at: number): Step =>
  at - state.party.plan.startsAt > MISSED_MS ? callOff(state, 'missed', at) : openDoors(state, at);
