import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { VoiceCertificate } from './certificate.ts';
import type { VoiceFaults } from './faults.ts';
import { VoiceClose as Close, VoiceOp as Op } from './opcodes.ts';
import type { VoiceRooms } from './rooms.ts';
import { discoveryAnswer, ENCRYPTION_MODE, readDiscovery, readRtpHeader } from './rtp.ts';
import { createSession, type VoiceSession } from './session.ts';
import type { VoiceSessions } from './sessions.ts';
import { openUdp } from './udp.ts';

export type VoiceEndpoint = {
  /** As VOICE_SERVER_UPDATE gives it. */
  readonly address: string;
  close: () => Promise<void>;
};

export type EndpointOptions = {
  certificate: VoiceCertificate;
  sessions: VoiceSessions;
  rooms: VoiceRooms;
  faults: VoiceFaults;
  after: (delayMs: number, act: () => void) => () => void;
  heartbeatIntervalMs: number;
  log: (line: string) => void;
};

type Connection = { socket: WebSocket; session: VoiceSession | undefined };
type Fields = Record<string, unknown>;

const HEARTBEAT_GRACE = 1.5;
const DAVE_VERSION = 1;
const VERSION = '8';
const KEEP_ALIVE_BYTES = 8;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** One voice server: a gateway over wss and a UDP port beside it, both on loopback. */
export const openEndpoint = async (options: EndpointOptions): Promise<VoiceEndpoint> => {
  const { sessions, rooms, faults, log } = options;

  const isLost = ({ admission: { guildId } }: VoiceSession): boolean =>
    faults.isBlackhole(guildId) || faults.losesPacket(guildId);

  const udp = await openUdp((packet, from) => {
    const discovered = readDiscovery(packet);
    if (discovered !== undefined) {
      const session = sessions.bySsrc(discovered);
      if (!session || isLost(session) || !faults.answersDiscovery(session.admission.guildId)) return;
      session.remote = from;
      udp.send(discoveryAnswer(discovered, from.address, from.port), from);
      return;
    }
    if (packet.length === KEEP_ALIVE_BYTES) {
      const session = sessions.all().find(({ remote }) => remote?.port === from.port);
      if (!session || !isLost(session)) udp.send(packet, from);
      return;
    }
    const header = readRtpHeader(packet);
    if (!header) return;
    const session = sessions.bySsrc(header.ssrc);
    if (session?.isReady && !isLost(session)) rooms.forward(session, packet, header);
  }, log);

  const sendUdp = (session: VoiceSession, packet: Buffer): void => {
    if (session.remote && !faults.isBlackhole(session.admission.guildId)) udp.send(packet, session.remote);
  };

  const expectHeartbeat = (session: VoiceSession): void => {
    session.cancelDeadline();
    session.cancelDeadline = options.after(options.heartbeatIntervalMs * HEARTBEAT_GRACE, () => {
      log(`voice: session of ${session.admission.userId} missed its heartbeat`);
      sessions.end(session, Close.sessionTimedOut);
    });
  };

  const attach = (connection: Connection, session: VoiceSession): void => {
    connection.session = session;
    session.socket = connection.socket;
    expectHeartbeat(session);
  };

  const identify = (connection: Connection, data: Fields): void => {
    const refusal = sessions.refusal(data);
    if (refusal) {
      connection.socket.close(refusal.code, refusal.reason);
      return;
    }
    // Since March 2026 Discord lets nobody in who cannot encrypt end to end.
    if (Number(data['max_dave_protocol_version'] ?? 0) < DAVE_VERSION) {
      sessions.expire(data);
      connection.socket.close(Close.daveRequired, 'E2EE/DAVE protocol required.');
      return;
    }
    const session = sessions.open(data, (admission, ssrc) => createSession(admission, ssrc, sendUdp));
    attach(connection, session);
    session.control(Op.ready, {
      ssrc: session.ssrc,
      ip: '127.0.0.1',
      port: udp.port,
      modes: [ENCRYPTION_MODE],
    });
    rooms.enter(session);
  };

  const resume = (connection: Connection, data: Fields): void => {
    const session = sessions.toResume(data);
    if (!session) {
      connection.socket.close(Close.sessionInvalid, 'Session is no longer valid.');
      return;
    }
    const old = session.socket;
    attach(connection, session);
    old?.close(1000);
    // First the answer: clients read DAVE messages only once they know that they are back.
    session.control(Op.resumed, null);
    if (!session.replay(Number(data['seq_ack'] ?? 0))) sessions.end(session, Close.sessionInvalid);
  };

  const selectProtocol = (session: VoiceSession, selected: Fields): void => {
    const data = isFields(selected['data']) ? selected['data'] : {};
    if (selected['protocol'] !== 'udp') {
      sessions.end(session, Close.unknownProtocol);
      return;
    }
    if (data['mode'] !== ENCRYPTION_MODE) {
      sessions.end(session, Close.unknownEncryption);
      return;
    }
    session.remote ??= { address: String(data['address']), port: Number(data['port']) };
    session.control(Op.sessionDescription, {
      mode: ENCRYPTION_MODE,
      secret_key: [...session.key.export()],
      audio_codec: 'opus',
      media_session_id: session.admission.token,
      dave_protocol_version: DAVE_VERSION,
    });
    rooms.ready(session);
  };

  const handleSession = (session: VoiceSession, op: number, data: Fields): void => {
    switch (op) {
      case Op.selectProtocol:
        selectProtocol(session, data);
        break;
      case Op.speaking:
        rooms.speaking(session, Number(data['speaking'] ?? 0));
        break;
      case Op.daveTransitionReady:
        rooms.daveReady(session, Number(data['transition_id']));
        break;
      case Op.daveInvalidCommitWelcome:
        rooms.daveInvalid(session);
        break;
      default:
        sessions.end(session, Close.unknownOpcode);
    }
  };

  const heartbeat = (connection: Connection, data: Fields): void => {
    const { session, socket } = connection;
    socket.send(JSON.stringify({ op: Op.heartbeatAck, d: { t: data['t'] ?? null } }));
    if (!session) return;
    if (typeof data['seq_ack'] === 'number') session.acknowledge(data['seq_ack']);
    expectHeartbeat(session);
  };

  const receiveText = (connection: Connection, text: string): void => {
    const payload: unknown = JSON.parse(text);
    if (!isFields(payload) || typeof payload['op'] !== 'number') throw new TypeError('No opcode.');
    const { op } = payload as { op: number };
    const data = isFields(payload['d']) ? payload['d'] : {};
    const { session, socket } = connection;
    if (op === Op.heartbeat) heartbeat(connection, data);
    else if (op === Op.identify || op === Op.resume) {
      if (session) socket.close(Close.alreadyAuthenticated, 'Already authenticated.');
      else if (op === Op.identify) identify(connection, data);
      else resume(connection, data);
    } else if (!session) socket.close(Close.notAuthenticated, 'Not authenticated.');
    else handleSession(session, op, data);
  };

  const receive = (connection: Connection, message: Buffer, isBinary: boolean): void => {
    try {
      if (!isBinary) receiveText(connection, message.toString('utf8'));
      else if (connection.session)
        rooms.daveBinary(connection.session, message.readUInt8(0), message.subarray(1));
      else connection.socket.close(Close.notAuthenticated, 'Not authenticated.');
    } catch (error) {
      log(`voice: unreadable message: ${error instanceof Error ? error.message : String(error)}`);
      if (connection.session) sessions.end(connection.session, Close.decodeFailed);
      else connection.socket.close(Close.decodeFailed, 'Failed to decode payload.');
    }
  };

  const web = createServer({ cert: options.certificate.certificate, key: options.certificate.key });
  const sockets = new WebSocketServer({ server: web, maxPayload: 256 * 1024 });
  sockets.on('connection', (socket, request) => {
    const connection: Connection = { socket, session: undefined };
    socket.on('error', (error) => {
      log(`voice: socket error: ${error.message}`);
    });
    socket.on('message', (message: Buffer, isBinary: boolean) => {
      receive(connection, message, isBinary);
    });
    socket.on('close', () => {
      const { session } = connection;
      if (session?.socket === socket) sessions.lose(session);
    });
    if (new URL(request.url ?? '/', 'wss://localhost').searchParams.get('v') !== VERSION) {
      socket.close(Close.badRequest, 'Only version 8 is spoken.');
      return;
    }
    const hello = { v: Number(VERSION), heartbeat_interval: options.heartbeatIntervalMs };
    socket.send(JSON.stringify({ op: Op.hello, d: hello }));
  });
  await new Promise<void>((resolve, reject) => {
    web.once('error', reject);
    web.listen(0, '127.0.0.1', resolve);
  });

  return {
    address: `localhost:${(web.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      web.closeAllConnections();
      await Promise.all([udp.close(), new Promise((resolve) => web.close(resolve))]);
    },
  };
};
