import { isHere, memberOf, newMember, nobodyHere, step, withMember, currentNumber } from './game.ts';
import { clipOf, editRound, prepareRound, shiftRound } from './rounds.ts';
import { pause } from './settle.ts';
import { recount } from './votes.ts';
import type { Effect, EventOf, Game, GameState, InPhase, Step } from './types.ts';

const withGame = <State extends GameState>(state: State, game: Game): State => ({ ...state, game });

/** The host's seat passes on when the host has left, never back when they return. */
const passHost = (game: Game): { readonly game: Game; readonly effects: readonly Effect[] } => {
  if (memberOf(game, game.hostId)?.presence.kind !== 'left') return { game, effects: [] };
  const here = game.members.filter(isHere);
  const since = (id: string) => {
    const presence = memberOf(game, id)?.presence;
    return presence?.kind === 'here' ? presence.since : Infinity;
  };
  const next = here.reduce<string | undefined>(
    (longest, { id }) => (longest === undefined || since(id) < since(longest) ? id : longest),
    undefined,
  );
  if (next === undefined) return { game, effects: [] };
  return {
    game: { ...game, hostId: next },
    effects: [{ type: 'hostChanged', from: game.hostId, to: next }],
  };
};

const resume = (state: InPhase<'paused'>, at: number): Step => {
  const { game } = state;
  if (state.resume.kind === 'next') {
    const next = prepareRound(game, state.resume.number);
    return step(next.state, { type: 'resumed' }, ...next.effects);
  }
  const round = shiftRound(state.resume.round, at - state.pausedAt);
  return step(
    { phase: 'asking', game, round },
    { type: 'resumed' },
    editRound(game, round),
    ...clipOf(game, round),
  );
};

/** What a change of who is here brings about: votes counted again, a pause, or its end. */
const settlePresence = (state: GameState, at: number): Step => {
  const { game } = state;
  const next = { kind: 'next', number: currentNumber(game) } as const;
  switch (state.phase) {
    case 'asking':
      return nobodyHere(game) ? pause(game, { kind: 'round', round: state.round }, at) : recount(state, at);
    case 'preparing':
    case 'revealed':
      return nobodyHere(game) ? pause(game, next, at) : step(state);
    case 'paused':
      return nobodyHere(game) ? step(state) : resume(state, at);
    case 'lobby':
    case 'grace':
    case 'ended':
      return step(state);
  }
};

const withPresence = (state: GameState, changed: Game, at: number): Step => {
  const { game, effects } = passHost(changed);
  const settled = settlePresence(withGame(state, game), at);
  return { state: settled.state, effects: [...effects, ...settled.effects] };
};

type Arrival = Pick<EventOf<'join'>, 'memberId' | 'deafened' | 'at'>;

const arrived = (game: Game, { memberId, deafened, at }: Arrival): Game => {
  const known = memberOf(game, memberId);
  const since = known?.presence.kind === 'here' ? known.presence.since : at;
  const presence = { kind: 'here', since, deafened } as const;
  return withMember(
    game,
    known
      ? { ...known, presence, activeRound: currentNumber(game) }
      : newMember(game, memberId, presence, at),
  );
};

export const handleJoin = (state: GameState, arrival: Arrival): Step =>
  state.phase === 'ended' ? step(state) : withPresence(state, arrived(state.game, arrival), arrival.at);

export const handleLeave = (state: GameState, { memberId, at }: EventOf<'leave'>): Step => {
  const member = memberOf(state.game, memberId);
  if (state.phase === 'ended' || member === undefined || !isHere(member)) return step(state);
  return withPresence(state, withMember(state.game, { ...member, presence: { kind: 'left' } }), at);
};

export const handleDeafen = (state: GameState, { memberId, at, deafened }: EventOf<'deafen'>): Step => {
  const member = memberOf(state.game, memberId);
  if (state.phase === 'ended' || member?.presence.kind !== 'here') return step(state);
  return withPresence(
    state,
    withMember(state.game, { ...member, presence: { ...member.presence, deafened } }),
    at,
  );
};
