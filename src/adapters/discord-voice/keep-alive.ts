import type { EventEmitter } from 'node:events';
import type { VoiceConnection } from '@discordjs/voice';
import type { Clock, Timers } from '../../core/ports.ts';

/** The library sends a keep-alive every 5 s. */
const checkMs = 5_000;
const silentMs = 20_000;
const keepAliveBytes = 8;
/** A server that has answered this often is one that answers. */
const answersExpected = 2;

const socketOf = ({ state }: VoiceConnection): EventEmitter | undefined => {
  const networking = 'networking' in state ? state.networking.state : undefined;
  return networking !== undefined && 'udp' in networking ? networking.udp : undefined;
};

/**
 * Datagrams get lost without a word, so the answers to keep-alives are all there is to go by. Not every voice server
 * answers: only one that used to and has stopped counts as lost.
 * @returns a function that ends it.
 */
export const watchKeepAlives = (
  connection: VoiceConnection,
  { clock, timers }: { readonly clock: Clock; readonly timers: Timers },
  onSilent: () => void,
): (() => void) => {
  const socket = socketOf(connection);
  if (socket === undefined) return () => undefined;
  let answers = 0;
  let answeredAt = clock.now();
  const onMessage = (message: Buffer) => {
    if (message.length !== keepAliveBytes) return;
    answers += 1;
    answeredAt = clock.now();
  };
  socket.on('message', onMessage);
  let cancel: (() => void) | undefined;
  const check = () => {
    if (answers >= answersExpected && clock.now() - answeredAt > silentMs) onSilent();
    else cancel = timers.at(clock.now() + checkMs, check);
  };
  cancel = timers.at(clock.now() + checkMs, check);
  return () => {
    cancel?.();
    socket.off('message', onMessage);
  };
};
