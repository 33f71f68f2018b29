import { MAX_ROWS } from './rules.ts';
import { goOn } from './playback.ts';
import { hasBegun, isOver, maySteer, refuse, step, trackOf, withParty } from './state.ts';
import type { Effect, EventOf, PartyState, Refusal, Row, Step } from './types.ts';

const editNow: Effect = { type: 'editNow' };

/** Every song of the evening: what waits, sounds, is looked for, and was played. */
const songsOf = (state: PartyState): ReadonlySet<string> =>
  new Set([
    ...state.party.rows.map(({ songId }) => songId),
    ...(state.phase === 'opening' ? [state.row.songId] : []),
    ...[trackOf(state)?.row.songId ?? []].flat(),
    ...(hasBegun(state)
      ? state.run.history.filter(({ outcome }) => outcome !== 'failed').map(({ row }) => row.songId)
      : []),
  ]);

const isRequestOf = ({ owner }: Row, memberId: string): boolean =>
  owner.kind === 'request' && owner.memberId === memberId;

const whyNotAdd = (state: PartyState, event: EventOf<'add'>): Refusal | undefined => {
  const { rows, plan } = state.party;
  if (isOver(state)) return 'over';
  if (event.toList && !maySteer(state, event)) return 'not-host';
  if (!event.toList && plan.order === 'host') return 'host-only';
  if (songsOf(state).has(event.songId)) return 'already-there';
  if (rows.length >= MAX_ROWS) return 'list-full';
  const own = rows.filter((row) => isRequestOf(row, event.memberId)).length;
  return !event.toList && own >= plan.requestCap ? 'cap-reached' : undefined;
};

export const handleAdd = (state: PartyState, event: EventOf<'add'>): Step => {
  const why = whyNotAdd(state, event);
  if (why !== undefined) return refuse(state, event.memberId, why);
  const { memberId, songId, lengthMs, toList } = event;
  const trackId = state.party.lastTrackId + 1;
  const row: Row = {
    trackId,
    songId,
    lengthMs,
    owner: { kind: toList ? 'list' : 'request', memberId },
    why: { code: toList ? 'host-pick' : 'request' },
    role: null,
    votes: [],
  };
  const party = { ...state.party, rows: [...state.party.rows, row], lastTrackId: trackId };
  const added: Effect = { type: 'added', row };
  const next = withParty(state, party);
  if (next.phase !== 'between' || !next.awaiting) return step(next, added, editNow);
  const gone = goOn(party, next.run, event.at);
  return { state: gone.state, effects: [added, ...gone.effects] };
};

/** A new draft takes the place of what was drafted and not yet played; what members asked for or a host wrote stays. */
export const handleDraft = (state: PartyState, event: EventOf<'draft'>): Step => {
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (!maySteer(state, event)) return refuse(state, event.memberId, 'not-host');
  const { party } = state;
  const kept = party.rows.filter(({ owner }) => owner.memberId !== null);
  const known = songsOf(withParty(state, { ...party, rows: kept }));
  const drafted = event.rows
    .filter(({ songId }) => !known.has(songId))
    .slice(0, MAX_ROWS - kept.length)
    .map((row, index): Row => ({ ...row, trackId: party.lastTrackId + index + 1, votes: [] }));
  const changed = {
    ...party,
    rows: [...drafted, ...kept],
    lastTrackId: party.lastTrackId + drafted.length,
  };
  return step(withParty(state, changed), editNow);
};

const rowOf = (state: PartyState, trackId: number): Row | undefined =>
  state.party.rows.find((row) => row.trackId === trackId);

export const handleRemove = (state: PartyState, event: EventOf<'remove'>): Step => {
  const row = rowOf(state, event.trackId);
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (row === undefined) return refuse(state, event.memberId, 'no-such-row');
  if (!maySteer(state, event) && !isRequestOf(row, event.memberId))
    return refuse(state, event.memberId, 'not-host');
  const rows = state.party.rows.filter((other) => other !== row);
  return step(withParty(state, { ...state.party, rows }), { type: 'removed', row }, editNow);
};

export const handleMove = (state: PartyState, event: EventOf<'move'>): Step => {
  const row = rowOf(state, event.trackId);
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (!maySteer(state, event)) return refuse(state, event.memberId, 'not-host');
  if (row === undefined) return refuse(state, event.memberId, 'no-such-row');
  if (state.party.rows[event.to] === row) return step(state);
  const rows = state.party.rows.filter((other) => other !== row).toSpliced(event.to, 0, row);
  return step(withParty(state, { ...state.party, rows }), editNow);
};

export const handleUpvote = (state: PartyState, { memberId, trackId, isFor }: EventOf<'upvote'>): Step => {
  const row = rowOf(state, trackId);
  if (isOver(state)) return refuse(state, memberId, 'over');
  if (row === undefined) return refuse(state, memberId, 'no-such-row');
  if (row.votes.includes(memberId) === isFor) return step(state);
  const votes = isFor ? [...row.votes, memberId] : row.votes.filter((id) => id !== memberId);
  const rows = state.party.rows.map((other) => (other === row ? { ...row, votes } : other));
  return step(withParty(state, { ...state.party, rows }), editNow);
};
