import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { startPlayground } from '../support/playground.ts';
import { writeCertificate } from '../support/voice-certificate.ts';

const CLIENT = `
  import { connect } from 'node:tls';
  const socket = connect({ host: 'localhost', servername: 'localhost', port: Number(process.env.VOICE_PORT) });
  socket.once('secureConnect', () => { console.log('connected'); socket.destroy(); });
  socket.once('error', (error) => console.log(error.code));
`;

const connectInChild = async (environment: Record<string, string>): Promise<string> => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', CLIENT], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await text(child.stdout)).trim();
};

const connectHere = async (port: number): Promise<string> => {
  const socket = connect({ host: 'localhost', servername: 'localhost', port });
  try {
    await once(socket, 'secureConnect');
    return 'connected';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  } finally {
    socket.destroy();
  }
};

test('the voice server is trusted by this process and by a child that is told, and by nobody else', async () => {
  const playground = await startPlayground();
  const other = await startPlayground();
  const portOf = ({ server }: typeof playground): number => {
    const [guildId = ''] = server.world.guilds.keys();
    return Number(server.world.voice?.endpoint(guildId)?.split(':')[1]);
  };
  const certificate = await writeCertificate(playground.server);
  const port = portOf(playground);
  expect(await connectHere(port)).toBe('connected');
  expect(await connectHere(portOf(other))).toBe('connected');
  const environment = { VOICE_PORT: String(port) };
  expect(await connectInChild({ ...environment, NODE_EXTRA_CA_CERTS: certificate.path })).toBe('connected');
  expect(await connectInChild(environment)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  await certificate.remove();

  // What one playground takes back is its own certificate, not that of another.
  await playground.stop();
  expect(await connectHere(portOf(other))).toBe('connected');
  await other.stop();
});
