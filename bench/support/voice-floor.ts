import { createSocket } from 'node:dgram';
import { packetMs } from '../../src/core/audio/ogg.ts';
import { cpuSeconds } from './cpu-seconds.ts';

/** The least that 50 packets a second cost in Node: a timer and a datagram, of no content, to nobody who works on it. */
const warmUpMs = 5_000;
const packet = Buffer.alloc(280);

const [port, seconds] = process.argv.slice(2).map(Number) as [number, number];
const socket = createSocket('udp4');
let dueAtMs = performance.now();
const step = (): void => {
  dueAtMs += packetMs;
  setTimeout(step, Math.max(1, dueAtMs - performance.now()));
  socket.send(packet, port, '127.0.0.1');
};
step();
setTimeout(() => {
  const before = cpuSeconds();
  setTimeout(() => process.send?.(cpuSeconds() - before), seconds * 1_000);
}, warmUpMs);
