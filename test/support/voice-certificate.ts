import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';

/** The voice server's certificate in a file, for NODE_EXTRA_CA_CERTS of a child process. */
export const writeCertificate = async (
  server: PlaygroundServer,
): Promise<{ path: string; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-certificate-'));
  const path = join(folder, 'voice.pem');
  await writeFile(path, server.voice.certificate);
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
};
