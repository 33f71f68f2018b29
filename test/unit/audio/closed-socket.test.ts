import { setImmediate as nextTurn } from 'node:timers/promises';
import { VoiceUDPSocket } from '@discordjs/voice';
import { expect, test, vi } from 'vitest';
import { quietClosedSockets } from '../../../src/adapters/discord-voice/closed-socket.ts';

test('a voice socket that is closed in the turn that opened it does not end the process', async () => {
  quietClosedSockets();
  const socket = new VoiceUDPSocket({ ip: '127.0.0.1', port: 9 });
  const closed = vi.fn();
  socket.on('close', closed);
  socket.destroy();
  // An exception there is nobody's: it would fail the whole run.
  await nextTurn();
  await nextTurn();
  expect(closed).toHaveBeenCalledOnce();
  expect(() => {
    socket.send(Buffer.alloc(8));
  }).not.toThrow();
});
