/** One Opus frame of somebody in the channel. */
export type VoiceFrame = {
  userId: string;
  sequence: number;
  /** In samples at 48 kHz. */
  timestamp: number;
  isEncrypted: boolean;
  opus: Uint8Array;
};

export type VoiceTicket = {
  guildId: string;
  channelId: string;
  userId: string;
  sessionId: string;
  token: string;
};

export type VoiceHandlers = {
  ready: () => void;
  frame: (frame: VoiceFrame) => void;
  speaking: (userId: string, isSpeaking: boolean) => void;
  privacy: (privacy: { epoch: number; code: string }) => void;
  lost: () => void;
};

type BridgeMessage =
  | { type: 'ready' }
  | { type: 'speaking'; userId: string; isSpeaking: boolean }
  | { type: 'privacy'; epoch: number; code: string };

const HEAD_BYTES = 16;
const FLAG = { encrypted: 1, undecryptable: 2 } as const;

/** The bridge writes it in `page-bridge.ts`. */
const readFrame = (message: ArrayBuffer): VoiceFrame | undefined => {
  const view = new DataView(message);
  const flags = view.getUint8(0);
  if (flags & FLAG.undecryptable) return undefined;
  return {
    userId: view.getBigUint64(8).toString(),
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    isEncrypted: (flags & FLAG.encrypted) !== 0,
    opus: new Uint8Array(message, HEAD_BYTES),
  };
};

/** Connects to the playground's bridge, which is this fan's voice client. The returned function closes. */
export const connectVoice = (ticket: VoiceTicket, handlers: VoiceHandlers): (() => void) => {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/playground/voice`);
  let isClosed = false;
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    socket.send(JSON.stringify(ticket));
  });
  socket.addEventListener('message', (event: MessageEvent<ArrayBuffer | string>) => {
    if (isClosed) return;
    if (typeof event.data !== 'string') {
      const frame = readFrame(event.data);
      if (frame) handlers.frame(frame);
      return;
    }
    const message = JSON.parse(event.data) as BridgeMessage;
    if (message.type === 'ready') handlers.ready();
    else if (message.type === 'speaking') handlers.speaking(message.userId, message.isSpeaking);
    else handlers.privacy({ epoch: message.epoch, code: message.code });
  });
  socket.addEventListener('close', () => {
    if (!isClosed) handlers.lost();
  });
  return () => {
    isClosed = true;
    socket.close(1000);
  };
};
