import type { Voice } from '../../core/audio/voice.ts';
import { quietClosedSockets } from './closed-socket.ts';
import { createPacer } from './pacer.ts';
import { openSession } from './session.ts';
import type { LiveSession, SessionDeps } from './session.ts';

/** Seats in voice channels over `@discordjs/voice`: encrypted end to end, Opus passed through as it is. */
export const createVoice = (given: Omit<SessionDeps, 'pacer'>): Voice => {
  quietClosedSockets();
  const deps: SessionDeps = { ...given, pacer: createPacer() };
  const sessions = new Map<string, LiveSession>();
  return {
    join: async (seat, listener) => {
      deps.door.check(seat);
      // Its connection is moved rather than left and made anew.
      sessions.get(seat.guildId)?.handOver();
      const session: LiveSession = openSession(deps, seat, listener, () => {
        if (sessions.get(seat.guildId) === session) sessions.delete(seat.guildId);
      });
      sessions.set(seat.guildId, session);
      await session.opened;
      return session;
    },
    dispose: () => {
      for (const session of sessions.values()) session.leave();
      return Promise.resolve();
    },
  };
};
