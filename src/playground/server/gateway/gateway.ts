import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10';
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { World, WorldEvent, WorldUser } from '../world/types.ts';
import { leaveVoice, updateVoice } from '../world/voice.ts';
import { areKnownIntents, asksForDisallowed } from './intents.ts';
import { sendMembers, type MembersRequest } from './members.ts';
import { sendReady } from './ready.ts';
import { dispatchText, hears, sendDispatch, type Session, type Shard } from './session.ts';

export type GatewayOptions = {
  world: World;
  findByToken: (token: string) => WorldUser | undefined;
  gatewayUrl: () => string;
  heartbeatIntervalMs: number;
  /** How long a session without a socket may be resumed. */
  resumeWindowMs: number;
  log: (line: string) => void;
};

export type Gateway = {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  sessions: () => { id: string; userId: string; isBot: boolean; shard: Shard; connected: boolean }[];
  /** Cuts a session's connection without a word; it may resume. Default: every bot session. */
  drop: (sessionId?: string) => void;
  /** Sends op 9; the session is over unless `resumable`. */
  invalidateSession: (sessionId?: string, resumable?: boolean) => void;
  /** Sends op 7. */
  reconnect: (sessionId?: string) => void;
  stop: () => Promise<void>;
};

type Connection = {
  socket: WebSocket;
  session: Session | undefined;
  sentInWindow: number;
  windowEndsMs: number;
};

const SEND_LIMIT = { count: 120, windowMs: 60_000 };
const HEARTBEAT_GRACE = 1.5;
const UNSEEN_SOCKET_CODES: ReadonlySet<number> = new Set([1000, 1001]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const readShard = (value: unknown): Shard | undefined => {
  if (value === undefined || value === null) return { id: 0, count: 1 };
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [id, count] = value as unknown[];
  if (!Number.isInteger(id) || !Number.isInteger(count)) return undefined;
  const shard = { id: id as number, count: count as number };
  return shard.id >= 0 && shard.count > 0 && shard.id < shard.count ? shard : undefined;
};

export const createGateway = (options: GatewayOptions): Gateway => {
  const { world, log } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const sessions = new Map<string, Session>();
  const connections = new Set<Connection>();

  const send = (connection: Connection, payload: object): void => {
    connection.socket.send(JSON.stringify(payload));
  };

  const endSession = (session: Session): void => {
    session.cancelDeadline();
    sessions.delete(session.id);
    for (const guild of world.guilds.values()) {
      if (guild.voiceStates.get(session.user.wire.id)?.sessionId === session.id) {
        leaveVoice(world, guild, session.user.wire.id);
      }
    }
  };

  const expectHeartbeat = (session: Session): void => {
    session.cancelDeadline();
    session.cancelDeadline = world.after(options.heartbeatIntervalMs * HEARTBEAT_GRACE, () => {
      log(`gateway: session ${session.id} missed its heartbeat`);
      session.socket?.close(Close.SessionTimedOut, 'Session timed out.');
    });
  };

  const attach = (connection: Connection, session: Session): void => {
    connection.session = session;
    session.socket = connection.socket;
    expectHeartbeat(session);
  };

  const identify = (connection: Connection, data: Record<string, unknown>): void => {
    const { socket } = connection;
    const token = typeof data['token'] === 'string' ? data['token'].replace(/^Bot /, '') : '';
    const user = options.findByToken(token);
    if (!user) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    const isBot = user.wire.bot === true;
    const intents = isBot ? data['intents'] : 0;
    if (!areKnownIntents(intents)) {
      socket.close(Close.InvalidIntents, 'Invalid intent(s).');
      return;
    }
    if (asksForDisallowed(intents, world.application.privilegedIntents)) {
      socket.close(Close.DisallowedIntents, 'Disallowed intent(s).');
      return;
    }
    const shard = readShard(data['shard']);
    if (!shard) {
      socket.close(Close.InvalidShard, 'Invalid shard.');
      return;
    }
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      token,
      user,
      isBot,
      intents,
      shard,
      sequence: 0,
      replay: [],
      socket: undefined,
      cancelDeadline: () => undefined,
    };
    sessions.set(session.id, session);
    attach(connection, session);
    sendReady(world, session, options.gatewayUrl());
  };

  const resume = (connection: Connection, data: Record<string, unknown>): void => {
    const session = sessions.get(String(data['session_id']));
    const token = String(data['token']).replace(/^Bot /, '');
    const sequence = Number(data['seq']);
    if (session?.token !== token) {
      send(connection, { op: Op.InvalidSession, d: false });
      return;
    }
    if (!Number.isInteger(sequence) || sequence > session.sequence) {
      endSession(session);
      connection.socket.close(Close.InvalidSeq, 'Invalid seq.');
      return;
    }
    const oldest = session.replay[0]?.sequence ?? session.sequence + 1;
    if (sequence + 1 < oldest) {
      endSession(session);
      send(connection, { op: Op.InvalidSession, d: false });
      return;
    }
    session.socket?.close(1000);
    attach(connection, session);
    for (const entry of session.replay) if (entry.sequence > sequence) connection.socket.send(entry.text);
    sendDispatch(session, 'RESUMED', JSON.stringify({ _trace: [] }));
  };

  const updateVoiceState = (session: Session, data: Record<string, unknown>): void => {
    const channelId = data['channel_id'];
    updateVoice(world, {
      guildId: String(data['guild_id']),
      channelId: typeof channelId === 'string' ? channelId : null,
      userId: session.user.wire.id,
      sessionId: session.id,
      selfMute: data['self_mute'] === true,
      selfDeaf: data['self_deaf'] === true,
    });
  };

  const handleSession = (connection: Connection, op: number, data: Record<string, unknown>): void => {
    const { session } = connection;
    if (op === (Op.Identify as number) || op === (Op.Resume as number)) {
      if (session) connection.socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
      else if (op === (Op.Identify as number)) identify(connection, data);
      else resume(connection, data);
      return;
    }
    const known: readonly number[] = [Op.PresenceUpdate, Op.VoiceStateUpdate, Op.RequestGuildMembers];
    if (!known.includes(op)) connection.socket.close(Close.UnknownOpcode, 'Unknown opcode.');
    else if (!session) connection.socket.close(Close.NotAuthenticated, 'Not authenticated.');
    else if (op === (Op.VoiceStateUpdate as number)) updateVoiceState(session, data);
    else if (op === (Op.RequestGuildMembers as number))
      sendMembers(world, session, data as unknown as MembersRequest);
    // Presence is taken and kept to itself: nothing in the playground shows it.
  };

  const receive = (connection: Connection, text: string): void => {
    const nowMs = world.clock.now();
    if (nowMs >= connection.windowEndsMs) {
      connection.windowEndsMs = nowMs + SEND_LIMIT.windowMs;
      connection.sentInWindow = 0;
    }
    if (++connection.sentInWindow > SEND_LIMIT.count) {
      connection.socket.close(Close.RateLimited, 'Rate limited.');
      return;
    }
    let payload: unknown;
    try {
      payload = JSON.parse(text);
    } catch {
      payload = undefined;
    }
    if (!isRecord(payload) || typeof payload['op'] !== 'number') {
      connection.socket.close(Close.DecodeError, 'Error while decoding payload.');
      return;
    }
    if (payload['op'] === (Op.Heartbeat as number)) {
      if (connection.session) expectHeartbeat(connection.session);
      send(connection, { op: Op.HeartbeatAck });
      return;
    }
    handleSession(connection, payload['op'], isRecord(payload['d']) ? payload['d'] : {});
  };

  const lose = (connection: Connection, code: number): void => {
    connections.delete(connection);
    const { session } = connection;
    // A resume may have given the session another socket already.
    if (session?.socket !== connection.socket) return;
    session.socket = undefined;
    session.cancelDeadline();
    if (UNSEEN_SOCKET_CODES.has(code)) {
      endSession(session);
      return;
    }
    session.cancelDeadline = world.after(options.resumeWindowMs, () => {
      endSession(session);
    });
  };

  server.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const connection: Connection = { socket, session: undefined, sentInWindow: 0, windowEndsMs: 0 };
    connections.add(connection);
    socket.on('error', (error) => {
      log(`gateway: socket error: ${error.message}`);
    });
    socket.on('message', (raw: Buffer) => {
      receive(connection, raw.toString('utf8'));
    });
    socket.on('close', (code) => {
      lose(connection, code);
    });
    const query = new URL(request.url ?? '/', 'ws://localhost').searchParams;
    if (!['8', '9', '10', null].includes(query.get('v')) || (query.get('encoding') ?? 'json') !== 'json') {
      socket.close(Close.InvalidAPIVersion, 'Invalid API version or encoding.');
      return;
    }
    send(connection, { op: Op.Hello, d: { heartbeat_interval: options.heartbeatIntervalMs, _trace: [] } });
  });

  const unsubscribe = world.subscribe((event: WorldEvent) => {
    let text: string | undefined;
    const whole = (): string => (text ??= JSON.stringify(event.data));
    for (const session of sessions.values()) {
      if (hears(world, session, event))
        sendDispatch(session, event.name, dispatchText(session, event, whole));
    }
  });

  const chosen = (sessionId?: string): Session[] =>
    [...sessions.values()].filter((session) =>
      sessionId === undefined ? session.isBot : session.id === sessionId,
    );

  return {
    upgrade: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (webSocket) =>
        server.emit('connection', webSocket, request),
      );
    },
    sessions: () =>
      [...sessions.values()].map((session) => ({
        id: session.id,
        userId: session.user.wire.id,
        isBot: session.isBot,
        shard: session.shard,
        connected: session.socket !== undefined,
      })),
    drop: (sessionId) => {
      for (const session of chosen(sessionId)) session.socket?.terminate();
    },
    invalidateSession: (sessionId, resumable = false) => {
      for (const session of chosen(sessionId)) {
        const { socket } = session;
        // Detached, so that the client may identify or resume on the connection it has.
        session.socket = undefined;
        for (const connection of connections) {
          if (connection.session === session) connection.session = undefined;
        }
        if (!resumable) endSession(session);
        socket?.send(JSON.stringify({ op: Op.InvalidSession, d: resumable }));
      }
    },
    reconnect: (sessionId) => {
      for (const session of chosen(sessionId))
        session.socket?.send(JSON.stringify({ op: Op.Reconnect, d: null }));
    },
    stop: async () => {
      unsubscribe();
      for (const session of sessions.values()) session.cancelDeadline();
      sessions.clear();
      for (const { socket } of connections) socket.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
};
