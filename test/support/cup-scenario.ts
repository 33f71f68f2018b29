import { reduceCup } from '../../src/core/worldcup/reduce.ts';
import { CUP_VERSION } from '../../src/core/worldcup/schema.ts';
import { liveCupTimers } from '../../src/core/worldcup/timers.ts';
import type {
  CupEffect,
  CupEvent,
  CupEventOf,
  CupRefusal,
  CupSettings,
  CupState,
} from '../../src/core/worldcup/types.ts';

export const CUP_T0 = 1_700_000_000_000;

export const cupStart = (settings: Partial<CupSettings> = {}): CupEventOf<'start'> => {
  const full: CupSettings = { size: 4, theme: { kind: 'everything' }, seconds: 30, ...settings };
  return {
    type: 'start',
    version: CUP_VERSION,
    at: CUP_T0,
    cupId: 'cup',
    guildId: 'guild',
    hostId: 'host',
    settings: full,
    songIds: Array.from({ length: full.size }, (_, index) => `song-${index + 1}`),
  };
};

/** Plays a cup the way the service does, on a stepped clock, and keeps every event and effect. */
export const playCup = (settings: Partial<CupSettings> = {}) => {
  const events: CupEvent[] = [];
  const effects: CupEffect[] = [];
  let state: CupState | null = null;
  let now = CUP_T0;

  const current = (): CupState => {
    if (state === null) throw new Error('The cup has not started');
    return state;
  };

  const send = (event: CupEvent): readonly CupEffect[] => {
    const next = reduceCup(state, event);
    if (next.state !== state) events.push(event);
    state = next.state;
    effects.push(...next.effects);
    return next.effects;
  };

  /** Lets time pass, firing what falls due in order. */
  const wait = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const [due] = liveCupTimers(current());
      if (due === undefined || due.dueAt > until) break;
      now = Math.max(now, due.dueAt);
      send({ type: 'timer', at: now, timerId: due.timerId });
    }
    now = until;
  };

  const refusal = (sent: readonly CupEffect[]): CupRefusal | undefined =>
    sent.find((effect) => effect.type === 'refuse')?.why;

  const pair = () => {
    const open = current();
    if (open.phase === 'voting') return open.pair;
    if (open.phase === 'paused' && open.resume.kind === 'pair') return open.resume.pair;
    throw new Error(`No pair is open: ${open.phase}`);
  };

  send(cupStart(settings));

  return {
    events,
    effects,
    send,
    wait,
    pair,
    state: current,
    now: () => now,
    vote: (memberId: string, side: 'a' | 'b', more: { at?: number; number?: number } = {}) =>
      refusal(
        send({ type: 'vote', memberId, side, at: more.at ?? now, number: more.number ?? pair().number }),
      ),
    steer: (type: 'pause' | 'resume' | 'stop', memberId = 'host', moderator = false) =>
      refusal(send({ type, at: now, memberId, moderator })),
    /** Lets the pair close and the next one open. */
    closePair: () => {
      wait(current().cup.settings.seconds * 1_000 + 6_000);
    },
    all: <T extends CupEffect['type']>(type: T) =>
      effects.filter((effect): effect is Extract<CupEffect, { type: T }> => effect.type === type),
  };
};
