import { VoiceClose as Close } from './opcodes.ts';
import type { VoiceRooms } from './rooms.ts';
import type { Admission, VoiceSession } from './session.ts';

type Fields = Record<string, unknown>;
type Place = { guildId: string; userId: string };

/** Who may come, who is here, and until when somebody whose socket broke may come back. */
export type VoiceSessions = {
  admit: (admission: Admission) => void;
  /** The place is taken back; a connection there is closed. */
  dismiss: (place: Place, code?: number) => void;
  expects: (place: Place) => boolean;
  /** The token is used up without a connection: its owner has to ask for another. */
  expire: (identify: Fields) => void;
  refusal: (identify: Fields) => { code: number; reason: string } | undefined;
  open: (identify: Fields, create: (admission: Admission, ssrc: number) => VoiceSession) => VoiceSession;
  toResume: (resume: Fields) => VoiceSession | undefined;
  /** Its socket is gone; it waits for a resume. */
  lose: (session: VoiceSession) => void;
  end: (session: VoiceSession, code: number) => void;
  find: (place: Place) => VoiceSession | undefined;
  bySsrc: (ssrc: number) => VoiceSession | undefined;
  all: () => readonly VoiceSession[];
};

export type SessionsOptions = {
  rooms: VoiceRooms;
  after: (delayMs: number, act: () => void) => () => void;
  resumeWindowMs: number;
};

const FIRST_SSRC = 1000;
/** A client told to go elsewhere closes by itself; who does not is closed after this. */
const MOVE_GRACE_MS = 500;

const keyOf = ({ guildId, userId }: Place): string => `${guildId}:${userId}`;

const placeOf = (identify: Fields): Place => ({
  guildId: String(identify['server_id']),
  userId: String(identify['user_id']),
});

export const createSessions = ({ rooms, after, resumeWindowMs }: SessionsOptions): VoiceSessions => {
  const admissions = new Map<string, Admission>();
  const sessions = new Map<string, VoiceSession>();
  const ssrcs = new Map<number, VoiceSession>();
  let nextSsrc = FIRST_SSRC;

  /** It is no longer anybody's, and hears and says nothing; its socket is left to the caller. */
  const remove = (session: VoiceSession): void => {
    session.cancelDeadline();
    const key = keyOf(session.admission);
    if (sessions.get(key) === session) sessions.delete(key);
    ssrcs.delete(session.ssrc);
    rooms.leave(session);
  };

  const end = (session: VoiceSession, code: number): void => {
    const { socket } = session;
    session.socket = undefined;
    remove(session);
    // A client that still holds this token must ask the gateway for another.
    const key = keyOf(session.admission);
    if (admissions.get(key) === session.admission) admissions.delete(key);
    socket?.close(code);
  };

  return {
    admit: (admission) => {
      const key = keyOf(admission);
      const old = sessions.get(key);
      admissions.set(key, admission);
      if (!old) return;
      const { socket } = old;
      old.socket = undefined;
      remove(old);
      after(MOVE_GRACE_MS, () => socket?.close(Close.disconnected));
    },
    dismiss: (place, code = Close.disconnected) => {
      const session = sessions.get(keyOf(place));
      if (session) end(session, code);
      admissions.delete(keyOf(place));
    },
    expects: (place) => admissions.has(keyOf(place)),
    expire: (identify) => {
      admissions.delete(keyOf(placeOf(identify)));
    },
    refusal: (identify) => {
      const admission = admissions.get(keyOf(placeOf(identify)));
      if (!admission || admission.sessionId !== identify['session_id'])
        return { code: Close.sessionInvalid, reason: 'Session is no longer valid.' };
      if (admission.token !== identify['token'])
        return { code: Close.authenticationFailed, reason: 'Authentication failed.' };
      return undefined;
    },
    open: (identify, create) => {
      const place = placeOf(identify);
      const admission = admissions.get(keyOf(place));
      if (!admission) throw new Error('Nobody is expected here; ask `refusal` first.');
      const old = sessions.get(keyOf(place));
      if (old) {
        const { socket } = old;
        old.socket = undefined;
        remove(old);
        socket?.close(Close.sessionInvalid);
      }
      const session = create(admission, (nextSsrc += 1));
      sessions.set(keyOf(place), session);
      ssrcs.set(session.ssrc, session);
      return session;
    },
    toResume: (resume) =>
      [...sessions.values()].find(
        ({ admission, isReady }) =>
          isReady &&
          admission.guildId === resume['server_id'] &&
          admission.sessionId === resume['session_id'] &&
          admission.token === resume['token'],
      ),
    lose: (session) => {
      session.socket = undefined;
      session.statistics.pause();
      session.cancelDeadline();
      session.cancelDeadline = after(resumeWindowMs, () => {
        remove(session);
      });
    },
    end,
    find: (place) => sessions.get(keyOf(place)),
    bySsrc: (ssrc) => ssrcs.get(ssrc),
    all: () => [...sessions.values()],
  };
};
