import { reduce } from '../../src/core/party/reduce.ts';
import { PARTY_VERSION } from '../../src/core/party/schema.ts';
import { liveTimers } from '../../src/core/party/timers.ts';
import type {
  Effect,
  EventOf,
  InPhase,
  NewRow,
  PartyEvent,
  PartyState,
  Phase,
  Plan,
  Refusal,
  Row,
  Series,
} from '../../src/core/party/types.ts';

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

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

export const rowOf = (trackId: number, requester?: string, changes: Partial<Row> = {}): Row => ({
  trackId,
  songId: `song-${trackId}`,
  owner:
    requester === undefined ? { kind: 'list', memberId: null } : { kind: 'request', memberId: requester },
  why: { code: requester === undefined ? 'host-pick' : 'request' },
  role: null,
  lengthMs: 200_000,
  votes: [],
  ...changes,
});

export const newRows = (count: number): readonly NewRow[] =>
  Array.from({ length: count }, (_, index) => ({
    songId: `list-${index + 1}`,
    owner: { kind: 'list', memberId: null },
    why: { code: 'host-pick' },
    role: null,
    lengthMs: 200_000,
  }));

/** Tracks last this long; the ones in `silent` cannot be played. */
export const TRACK_MS = 200_000;

/**
 * Runs a party the way the service does, on a stepped clock: answers `prepareTrack`, fires the timers that fall due and
 * keeps every event and effect.
 */
export const runParty = (
  changes: Partial<Plan> = {},
  options: {
    rows?: readonly NewRow[];
    series?: Series;
    silent?: readonly string[];
    notesAt?: readonly number[];
  } = {},
) => {
  const events: PartyEvent[] = [];
  const effects: Effect[] = [];
  let state: PartyState | null = null;
  let now = T0;

  const current = (): PartyState => {
    if (state === null) throw new Error('There is no party');
    return state;
  };

  const ready = (row: Row): PartyEvent =>
    options.silent?.includes(row.songId) === true
      ? { type: 'trackFailed', at: now, trackId: row.trackId }
      : {
          type: 'trackReady',
          at: now,
          trackId: row.trackId,
          lengthMs: TRACK_MS,
          origin: changes.mode === 'link-only' ? 'links' : 'library',
          storeUrl: null,
          notes: (options.notesAt ?? []).map((offsetMs) => ({
            offsetMs,
            content: { kind: 'released', date: '2016-12-02' },
            spoils: null,
          })),
        };

  const send = (event: PartyEvent): readonly Effect[] => {
    const next = reduce(state, event);
    if (next.state !== state) events.push(event);
    state = next.state;
    effects.push(...next.effects);
    const asked = next.effects.find((effect) => effect.type === 'prepareTrack');
    return asked?.type === 'prepareTrack' ? [...next.effects, ...send(ready(asked.row))] : next.effects;
  };

  /** Lets time pass, firing what falls due in order. */
  const waitUntil = (until: number): void => {
    for (;;) {
      const due = liveTimers(current())
        .toSorted((a, b) => a.dueAt - b.dueAt)
        .find(({ dueAt }) => dueAt <= until);
      if (due === undefined) break;
      now = Math.max(now, due.dueAt);
      send({ type: 'timer', at: now, timerId: due.timerId });
    }
    now = Math.max(now, until);
  };

  const only = <T extends Effect['type']>(type: T, from: readonly Effect[] = effects) =>
    from.filter((effect): effect is EffectOf<T> => effect.type === type);

  const refusal = (sent: readonly Effect[]): Refusal | undefined => only('refuse', sent)[0]?.why;

  const inPhase = <P extends Phase>(phase: P): InPhase<P> => {
    const { phase: actual } = current();
    if (actual !== phase) throw new Error(`In phase ${actual}, expected ${phase}`);
    return current() as InPhase<P>;
  };

  const as = (memberId: string, steward = false) => ({ at: now, memberId, steward });

  send({
    type: 'schedule',
    version: PARTY_VERSION,
    at: T0,
    partyId: 'party',
    guildId: 'guild',
    plan: planOf(changes),
    series: options.series ?? null,
    rows: options.rows ?? [],
  } satisfies EventOf<'schedule'>);

  return {
    events,
    effects,
    send,
    waitUntil,
    wait: (ms: number) => {
      waitUntil(now + ms);
    },
    now: () => now,
    state: current,
    phase: (): Phase => current().phase,
    inPhase,
    refusal,
    all: <T extends Effect['type']>(type: T) => only(type),
    only,
    as,
    join: (memberId: string) => send({ type: 'join', at: now, memberId }),
    leave: (memberId: string) => send({ type: 'leave', at: now, memberId }),
    request: (memberId: string, songId: string) =>
      refusal(send({ type: 'add', ...as(memberId), songId, lengthMs: TRACK_MS, toList: false })),
    vote: (memberId: string, force = false) => refusal(send({ type: 'vote', ...as(memberId), force })),
    react: (memberId: string, trackId: number, kind: 'save' | 'goosebumps' = 'goosebumps') =>
      send({ type: 'react', at: now, memberId, trackId, kind }),
    /** Opens the doors and lets these people in; the first track begins. */
    begin: (...memberIds: readonly string[]): void => {
      waitUntil(planOf(changes).startsAt);
      for (const memberId of memberIds) send({ type: 'join', at: now, memberId });
      waitUntil(now + 60_000);
    },
  };
};
