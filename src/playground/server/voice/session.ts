import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { WebSocket } from 'ws';
import { createStatistics, type StatisticsKeeper } from './statistics.ts';

/** A member the gateway has sent here. */
export type Admission = {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly token: string;
};

/** Somebody's connection to the sound of a channel. It outlives its socket for a while, so that it can be resumed. */
export type VoiceSession = {
  readonly admission: Admission;
  readonly ssrc: number;
  readonly key: KeyObject;
  readonly statistics: StatisticsKeeper;
  socket: WebSocket | undefined;
  /** Where its sound goes; known from IP discovery or the selected protocol. */
  remote: { address: string; port: number } | undefined;
  /** True once it has its session description. */
  isReady: boolean;
  /** The flags of its last op 5; `undefined` before the first. */
  speaking: number | undefined;
  /** Ends the wait for the next heartbeat or for a resume. */
  cancelDeadline: () => void;
  nextNonce: () => number;
  sendPacket: (packet: Buffer) => void;
  /** Numbered and kept for a resume. */
  json: (op: number, data: object) => void;
  binary: (op: number, payload: Buffer) => void;
  /** Not numbered: hello, ready, acknowledgements. */
  control: (op: number, data: object | null) => void;
  acknowledge: (sequence: number) => void;
  /** Sends again what came after this number. False when that is no longer there. */
  replay: (sequence: number) => boolean;
};

/** More than any resume window brings; a client that missed more identifies anew. */
const REPLAY_LIMIT = 500;

export const createSession = (
  admission: Admission,
  ssrc: number,
  send: (session: VoiceSession, packet: Buffer) => void,
): VoiceSession => {
  let sequence = 0;
  let nonce = 0;
  let sent: { sequence: number; data: string | Buffer }[] = [];
  const deliver = (data: string | Buffer): void => {
    if (session.socket?.readyState === WebSocket.OPEN) session.socket.send(data);
  };
  const keep = (make: (sequence: number) => string | Buffer): void => {
    // Two bytes on the wire; 0 would read as no number at all.
    sequence = (sequence % 0xffff) + 1;
    const data = make(sequence);
    sent.push({ sequence, data });
    if (sent.length > REPLAY_LIMIT) sent.shift();
    deliver(data);
  };
  const session: VoiceSession = {
    admission,
    ssrc,
    key: createSecretKey(randomBytes(32)),
    statistics: createStatistics(),
    socket: undefined,
    remote: undefined,
    isReady: false,
    speaking: undefined,
    cancelDeadline: () => undefined,
    nextNonce: () => (nonce = (nonce + 1) >>> 0),
    sendPacket: (packet) => {
      send(session, packet);
    },
    json: (op, data) => {
      keep((seq) => JSON.stringify({ op, d: data, seq }));
    },
    binary: (op, payload) => {
      keep((seq) => {
        const head = Buffer.alloc(3);
        head.writeUInt16BE(seq, 0);
        head.writeUInt8(op, 2);
        return Buffer.concat([head, payload]);
      });
    },
    control: (op, data) => {
      deliver(JSON.stringify({ op, d: data }));
    },
    acknowledge: (upTo) => {
      const index = sent.findIndex((entry) => entry.sequence === upTo);
      if (index >= 0) sent = sent.slice(index + 1);
    },
    replay: (after) => {
      const from = sent.findIndex((entry) => entry.sequence === after) + 1;
      // Nothing kept means that all was acknowledged.
      if (from === 0 && after !== sequence && after !== (sent[0]?.sequence ?? 0) - 1 && after > 0)
        return false;
      for (const { data } of after === sequence ? [] : sent.slice(from)) deliver(data);
      return true;
    },
  };
  return session;
};
