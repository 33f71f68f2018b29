import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';

export type Dispatch = { name: string; data: unknown };

export type GatewayStatus =
  { kind: 'connecting' } | { kind: 'ready' } | { kind: 'reconnecting' } | { kind: 'refused' };

export type Gateway = {
  send: (op: GatewayOpcodes, data: object) => void;
  close: () => void;
};

type Frame = { op: GatewayOpcodes; d: unknown; s: number | null; t: string | null };

type Session = { id: string; sequence: number };

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 8_000;

/** Close codes after which trying again with the same token cannot help. */
const fatalCloseCodes: readonly number[] = [
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
];

/** Close codes that say the session is gone: the next connection identifies anew. */
const forgottenCloseCodes: readonly number[] = [
  GatewayCloseCodes.SessionTimedOut,
  GatewayCloseCodes.InvalidSeq,
];

const numberIn = (data: unknown, name: string): number | undefined => {
  const value =
    typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;
  return typeof value === 'number' ? value : undefined;
};

/** Keeps one gateway session alive: identify, heartbeat, resume after a cut, identify anew when the session is gone. */
export const connectGateway = (options: {
  url: string;
  token: string;
  onDispatch: (dispatch: Dispatch) => void;
  onStatus: (status: GatewayStatus) => void;
}): Gateway => {
  let socket: WebSocket | undefined;
  let session: Session | undefined;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  let isAcknowledged = true;
  let retryMs = FIRST_RETRY_MS;
  let isClosed = false;

  const send = (op: GatewayOpcodes, data: unknown) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op, d: data }));
  };

  const beat = () => {
    // No answer to the last beat: the connection is a zombie, and only closing it lets a new one begin.
    if (!isAcknowledged) {
      socket?.close(4000);
      return;
    }
    isAcknowledged = false;
    send(GatewayOpcodes.Heartbeat, session?.sequence ?? null);
  };

  const hello = (intervalMs: number) => {
    isAcknowledged = true;
    clearInterval(heartbeat);
    heartbeat = setInterval(beat, intervalMs);
    if (session) {
      send(GatewayOpcodes.Resume, { token: options.token, session_id: session.id, seq: session.sequence });
      return;
    }
    send(GatewayOpcodes.Identify, {
      token: options.token,
      properties: { os: 'browser', browser: 'Sonagi playground', device: '' },
      compress: false,
    });
  };

  const dispatch = (frame: Frame) => {
    if (session && frame.s !== null) session.sequence = frame.s;
    if (frame.t === 'READY') {
      const id = (frame.d as { session_id: string }).session_id;
      session = { id, sequence: frame.s ?? 0 };
    }
    if (frame.t === 'READY' || frame.t === 'RESUMED') {
      retryMs = FIRST_RETRY_MS;
      options.onStatus({ kind: 'ready' });
    }
    if (frame.t !== null) options.onDispatch({ name: frame.t, data: frame.d });
  };

  const receive = (frame: Frame) => {
    switch (frame.op) {
      case GatewayOpcodes.Hello:
        hello(numberIn(frame.d, 'heartbeat_interval') ?? 41_250);
        break;
      case GatewayOpcodes.HeartbeatAck:
        isAcknowledged = true;
        break;
      case GatewayOpcodes.Heartbeat:
        send(GatewayOpcodes.Heartbeat, session?.sequence ?? null);
        break;
      case GatewayOpcodes.Reconnect:
        socket?.close(4000);
        break;
      case GatewayOpcodes.InvalidSession:
        if (frame.d !== true) session = undefined;
        socket?.close(4000);
        break;
      case GatewayOpcodes.Dispatch:
        dispatch(frame);
        break;
      default:
    }
  };

  const open = () => {
    const current = new WebSocket(options.url);
    socket = current;
    current.addEventListener('message', (event: MessageEvent<string>) => {
      receive(JSON.parse(event.data) as Frame);
    });
    current.addEventListener('close', ({ code }) => {
      clearInterval(heartbeat);
      if (isClosed) return;
      if (fatalCloseCodes.includes(code)) {
        options.onStatus({ kind: 'refused' });
        return;
      }
      if (forgottenCloseCodes.includes(code)) session = undefined;
      options.onStatus({ kind: 'reconnecting' });
      setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    });
  };

  options.onStatus({ kind: 'connecting' });
  open();
  return {
    send,
    close: () => {
      isClosed = true;
      socket?.close(1000);
    },
  };
};
