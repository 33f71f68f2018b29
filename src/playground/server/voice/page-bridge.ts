import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { World } from '../world/types.ts';
import { connectMember, type HeardFrame, type MemberClient, type VoiceTicket } from './member-client.ts';

export type PageBridge = {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  stop: () => Promise<void>;
};

/** Why a page has to ask the gateway again; the voice server's own code is in the reason. */
const BRIDGE_CLOSED = 4000;
const TICKET_FIELDS = ['guildId', 'channelId', 'userId', 'sessionId', 'token'] as const;
const HEAD_BYTES = 16;
const FLAG = { encrypted: 1, undecryptable: 2 } as const;

const readTicket = (world: World, text: string): VoiceTicket | undefined => {
  const given = JSON.parse(text) as Record<string, unknown>;
  if (TICKET_FIELDS.some((field) => typeof given[field] !== 'string')) return undefined;
  const ticket = given as Omit<VoiceTicket, 'endpoint'>;
  // Asked of the world, so that no page can make this process connect anywhere else.
  const endpoint = world.voice?.endpoint(ticket.guildId);
  return endpoint ? { ...ticket, endpoint } : undefined;
};

/** Flags, sequence, timestamp and sender before the frame; the page reads it in `voice-connection.ts`. */
const toMessage = ({ userId, sequence, timestamp, isEncrypted, opus }: HeardFrame): Buffer => {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8((isEncrypted ? FLAG.encrypted : 0) | (opus ? 0 : FLAG.undecryptable), 0);
  head.writeUInt16BE(sequence, 2);
  head.writeUInt32BE(timestamp, 4);
  head.writeBigUInt64BE(BigInt(userId), 8);
  return opus ? Buffer.concat([head, opus]) : head;
};

/**
 * A browser has no UDP and does not know the voice server's certificate. The bridge is the page's voice client: a real
 * member for the voice server, with keys of its own, which hands the page what it decrypted.
 */
export const createPageBridge = (world: World, log: (line: string) => void): PageBridge => {
  const server = new WebSocketServer({ noServer: true, maxPayload: 4096 });

  const join = async (socket: WebSocket, ticket: VoiceTicket): Promise<MemberClient> => {
    const tell = (message: object): void => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    };
    const client = await connectMember(ticket, {
      frame: (frame) => {
        if (socket.readyState === socket.OPEN) socket.send(toMessage(frame));
      },
      speaking: (userId, isSpeaking) => {
        tell({ type: 'speaking', userId, isSpeaking });
      },
      privacy: (privacy) => {
        tell({ type: 'privacy', ...privacy });
      },
      close: (code) => {
        socket.close(BRIDGE_CLOSED, String(code));
      },
    });
    tell({ type: 'ready' });
    tell({ type: 'privacy', ...client.privacy() });
    return client;
  };

  server.on('connection', (socket: WebSocket) => {
    let client: MemberClient | undefined;
    socket.on('error', (error) => {
      log(`voice bridge: ${error.message}`);
    });
    socket.on('close', () => client?.close());
    socket.once('message', (raw: Buffer) => {
      Promise.try(() => {
        const ticket = readTicket(world, raw.toString('utf8'));
        if (!ticket) throw new Error('no voice server or no ticket');
        return join(socket, ticket);
      })
        .then((joined) => {
          client = joined;
          if (socket.readyState !== socket.OPEN) joined.close();
        })
        .catch((error: unknown) => {
          log(`voice bridge: ${error instanceof Error ? error.message : String(error)}`);
          socket.close(BRIDGE_CLOSED, 'not connected');
        });
    });
  });

  return {
    upgrade: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        server.emit('connection', webSocket, request);
      });
    },
    stop: () => {
      for (const socket of server.clients) socket.terminate();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
};
