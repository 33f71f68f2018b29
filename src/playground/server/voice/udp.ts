import { createSocket } from 'node:dgram';

export type UdpPort = {
  readonly port: number;
  send: (packet: Buffer, to: { address: string; port: number }) => void;
  close: () => Promise<void>;
};

/** A port on loopback; what is sent after closing is dropped. */
export const openUdp = (
  receive: (packet: Buffer, from: { address: string; port: number }) => void,
  log: (line: string) => void,
): Promise<UdpPort> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    let isOpen = true;
    socket.once('error', reject);
    socket.on('message', (packet, { address, port }) => {
      receive(packet, { address, port });
    });
    socket.bind(0, '127.0.0.1', () => {
      socket.off('error', reject);
      socket.on('error', (error) => {
        log(`voice: UDP error: ${error.message}`);
      });
      resolve({
        port: socket.address().port,
        send: (packet, to) => {
          if (isOpen) socket.send(packet, to.port, to.address);
        },
        close: () =>
          new Promise((closed) => {
            isOpen = false;
            socket.close(() => {
              closed();
            });
          }),
      });
    });
  });
