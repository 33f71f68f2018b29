import type { DAVESession, MediaType, ProposalsOperationType } from '@snazzah/davey';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { WebSocket } from 'ws';
import { VoiceOp as Op } from './opcodes.ts';
import {
  decryptRtp,
  discoveryRequest,
  encryptRtp,
  ENCRYPTION_MODE,
  frameOf,
  isDaveFrame,
  readDiscoveryAnswer,
  readRtpHeader,
  type RtpHeader,
} from './rtp.ts';

/** What VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE told a member. */
export type VoiceTicket = {
  endpoint: string;
  guildId: string;
  channelId: string;
  userId: string;
  sessionId: string;
  token: string;
};

export type HeardFrame = {
  userId: string;
  sequence: number;
  timestamp: number;
  /** On the clock of `performance.now()`. */
  arrivedAtMs: number;
  /** Whether it was end-to-end encrypted. */
  isEncrypted: boolean;
  /** The Opus frame; `undefined` when it could not be decrypted. */
  opus: Buffer | undefined;
};

export type MemberEvents = {
  frame: (frame: HeardFrame) => void;
  speaking: (userId: string, isSpeaking: boolean) => void;
  /** The group has changed; the code is '' while there is none. */
  privacy: (privacy: { epoch: number; code: string }) => void;
  close: (code: number) => void;
};

export type MemberClient = {
  readonly ssrc: number;
  privacy: () => { epoch: number; code: string };
  /** Sends one Opus frame of 20 ms, encrypted end to end once there is a group. */
  send: (opus: Buffer) => void;
  /** Has to be told before the first frame, and with `false` when there is a pause. */
  speak: (isSpeaking: boolean) => void;
  close: () => void;
};

type Fields = Record<string, unknown>;

const PROTOCOL_VERSION = 1;
/** The enums of davey are ambient constants, which code run without a build cannot name. */
const AUDIO = 0 as unknown as MediaType;
const OPUS_PAYLOAD = 0x78;
const SAMPLES_PER_FRAME = 960;
/** Packets of somebody not yet announced: the gateway and UDP race each other. */
const HELD_LIMIT = 100;
const CONNECT_LIMIT_MS = 10_000;

/** A member's side of DAVE. */
const createDave = (
  session: DAVESession,
  ticket: VoiceTicket,
  wire: { json: (op: number, d: object) => void; binary: (op: number, payload: Buffer) => void },
) => {
  const offerKeys = (): void => {
    wire.binary(Op.daveKeyPackage, session.getSerializedKeyPackage());
  };
  const restart = (): void => {
    session.reinit(PROTOCOL_VERSION, ticket.userId, ticket.channelId);
    offerKeys();
  };
  const enter = (payload: Buffer, process: (message: Buffer) => void): void => {
    const transition = { transition_id: payload.readUInt16BE(0) };
    try {
      process(payload.subarray(2));
      if (transition.transition_id !== 0) wire.json(Op.daveTransitionReady, transition);
    } catch {
      wire.json(Op.daveInvalidCommitWelcome, transition);
      restart();
    }
  };
  return {
    offerKeys,
    prepareEpoch: (epoch: unknown) => {
      if (epoch === 1) restart();
    },
    receive: (op: number, payload: Buffer, userIds: ReadonlySet<string>) => {
      if (op === Op.daveExternalSender) session.setExternalSender(payload);
      else if (op === Op.daveProposals) {
        const kind = payload.readUInt8(0) as unknown as ProposalsOperationType;
        const { commit, welcome } = session.processProposals(kind, payload.subarray(1), [...userIds]);
        if (commit) wire.binary(Op.daveCommitWelcome, Buffer.concat([commit, welcome ?? Buffer.alloc(0)]));
      } else if (op === Op.daveAnnounceCommit)
        enter(payload, (commit) => {
          session.processCommit(commit);
        });
      else if (op === Op.daveWelcome)
        enter(payload, (welcome) => {
          session.processWelcome(welcome);
        });
    },
    decrypt: (userId: string, frame: Buffer): Buffer | undefined => {
      try {
        return session.decrypt(userId, AUDIO, frame);
      } catch {
        return undefined;
      }
    },
    encrypt: (opus: Buffer) => (session.ready ? session.encryptOpus(opus) : opus),
    privacy: () => ({
      epoch: session.ready ? Number(session.epoch ?? 0) : 0,
      code: session.ready ? session.voicePrivacyCode : '',
    }),
  };
};

const sendTo = (socket: Socket, target: { ip: string; port: number }) => (packet: Buffer) => {
  // A packet for a closed port is lost, as on any network.
  socket.send(packet, target.port, target.ip, () => undefined);
};

/**
 * A person's voice client: gateway, UDP and DAVE. The page's bridge and the tests listen through it.
 * @throws when no sound can flow within ten seconds.
 */
export const connectMember = async (
  ticket: VoiceTicket,
  events: Partial<MemberEvents>,
): Promise<MemberClient> => {
  const { DAVESession } = await import('@snazzah/davey');
  const socket = new WebSocket(`wss://${ticket.endpoint}/?v=8`);
  const udp = createSocket('udp4');
  const mls = new DAVESession(PROTOCOL_VERSION, ticket.userId, ticket.channelId);
  const users = new Map<number, string>();
  const userIds = new Set<string>();
  let held: { packet: Buffer; header: RtpHeader; arrivedAtMs: number }[] = [];
  let key: KeyObject | undefined;
  let ssrc = 0;
  let lastSequence = -1;
  let heartbeat: NodeJS.Timeout | undefined;
  let sendUdp: (packet: Buffer) => void = () => undefined;
  const rtp = { sequence: 0, timestamp: 0, nonce: 0 };

  const json = (op: number, d: object): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op, d }));
  };
  const binary = (op: number, payload: Buffer): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(Buffer.concat([Buffer.from([op]), payload]));
  };
  const dave = createDave(mls, ticket, { json, binary });

  const hear = (packet: Buffer, header: RtpHeader, arrivedAtMs: number): void => {
    const userId = users.get(header.ssrc);
    if (!key) return;
    if (userId === undefined) {
      if (held.length < HELD_LIMIT) held.push({ packet, header, arrivedAtMs });
      return;
    }
    const body = decryptRtp(packet, key, header.headerBytes);
    if (!body) return;
    const frame = frameOf(packet, body, header.headerBytes);
    const isEncrypted = isDaveFrame(frame);
    const opus = isEncrypted ? dave.decrypt(userId, frame) : frame;
    const { sequence, timestamp } = header;
    events.frame?.({ userId, sequence, timestamp, arrivedAtMs, isEncrypted, opus });
  };

  const welcome = (data: Fields): void => {
    ssrc = Number(data['ssrc']);
    sendUdp = sendTo(udp, { ip: String(data['ip']), port: Number(data['port']) });
    sendUdp(discoveryRequest(ssrc));
  };
  const learnSpeaking = (data: Fields): void => {
    const userId = String(data['user_id']);
    users.set(Number(data['ssrc']), userId);
    events.speaking?.(userId, Number(data['speaking']) !== 0);
    const waiting = held;
    held = [];
    for (const { packet, header, arrivedAtMs } of waiting) hear(packet, header, arrivedAtMs);
  };

  const ready = new Promise<void>((resolve, reject) => {
    const receiveJson = (op: number, data: Fields): void => {
      if (op === Op.hello) {
        heartbeat = setInterval(() => {
          json(Op.heartbeat, { t: Date.now(), seq_ack: lastSequence });
        }, Number(data['heartbeat_interval']));
        const { guildId, userId, sessionId, token } = ticket;
        json(Op.identify, {
          server_id: guildId,
          user_id: userId,
          session_id: sessionId,
          token,
          max_dave_protocol_version: PROTOCOL_VERSION,
        });
      } else if (op === Op.ready) welcome(data);
      else if (op === Op.sessionDescription) {
        key = createSecretKey(Buffer.from(data['secret_key'] as number[]));
        dave.offerKeys();
        resolve();
      } else if (op === Op.speaking) learnSpeaking(data);
      else if (op === Op.clientsConnect) for (const id of data['user_ids'] as string[]) userIds.add(id);
      else if (op === Op.clientDisconnect) {
        userIds.delete(String(data['user_id']));
        events.speaking?.(String(data['user_id']), false);
      } else if (op === Op.davePrepareEpoch) dave.prepareEpoch(data['epoch']);
      else if (op === Op.davePrepareTransition && data['transition_id'] !== 0)
        json(Op.daveTransitionReady, { transition_id: data['transition_id'] });
      if (op === Op.daveExecuteTransition || op === Op.davePrepareEpoch) events.privacy?.(dave.privacy());
    };
    socket.on('message', (message: Buffer, isBinary: boolean) => {
      if (isBinary) {
        lastSequence = message.readUInt16BE(0);
        dave.receive(message.readUInt8(2), message.subarray(3), userIds);
        return;
      }
      const { op, d, seq } = JSON.parse(message.toString('utf8')) as {
        op: number;
        d: Fields | null;
        seq?: number;
      };
      if (seq !== undefined) lastSequence = seq;
      receiveJson(op, d ?? {});
    });
    socket.on('error', reject);
    socket.on('close', (code) => {
      clearInterval(heartbeat);
      udp.close();
      reject(new Error(`The voice server closed with ${code}.`));
      events.close?.(code);
    });
  });
  udp.on('error', () => undefined);
  udp.on('message', (packet) => {
    const arrivedAtMs = performance.now();
    const own = readDiscoveryAnswer(packet);
    if (own) {
      const data = { ...own, mode: ENCRYPTION_MODE };
      json(Op.selectProtocol, { protocol: 'udp', data });
      return;
    }
    const header = readRtpHeader(packet);
    if (header) hear(packet, header, arrivedAtMs);
  });

  const limit = setTimeout(() => {
    socket.terminate();
  }, CONNECT_LIMIT_MS);
  await ready.finally(() => {
    clearTimeout(limit);
  });

  return {
    ssrc,
    privacy: dave.privacy,
    speak: (isSpeaking) => {
      json(Op.speaking, { speaking: isSpeaking ? 1 : 0, delay: 0, ssrc });
    },
    send: (opus) => {
      if (!key) return;
      const header = Buffer.alloc(12);
      header.writeUInt8(0x80, 0);
      header.writeUInt8(OPUS_PAYLOAD, 1);
      header.writeUInt16BE((rtp.sequence = (rtp.sequence + 1) & 0xffff), 2);
      header.writeUInt32BE((rtp.timestamp = (rtp.timestamp + SAMPLES_PER_FRAME) >>> 0), 4);
      header.writeUInt32BE(ssrc, 8);
      sendUdp(encryptRtp(header, dave.encrypt(opus), key, (rtp.nonce += 1)));
    },
    close: () => {
      socket.close(1000);
    },
  };
};
