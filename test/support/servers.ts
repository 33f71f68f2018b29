import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Real database servers for tests, on free ports of this machine, in folders that end with them. */

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

const password = 'not-a-secret';
const execute = promisify(execFile);

/** Where Debian puts the programs of Postgres, which are not on the PATH. */
const postgresFolders = (): string[] => {
  const root = '/usr/lib/postgresql';
  return existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
};

/** The first of these programs that is installed. */
const find = (names: readonly string[], packageName: string): string => {
  const folders = [...postgresFolders(), ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (found === undefined) {
    throw new Error(
      `These tests need ${names.join(' or ')}, which is not installed: apt-get install ${packageName} (.ci/run does).`,
    );
  }
  return found;
};

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
};

/** Starts a server and waits until it says that it is ready. Its folder goes when it stops. */
const launch = async (
  program: string,
  args: readonly string[],
  folder: string,
  ready: RegExp,
  owner: { uid?: number; gid?: number },
): Promise<() => Promise<void>> => {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], ...owner });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`${program} is not ready after 30 s:\n${output}`));
    }, 30_000);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (!ready.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`${program} ended:\n${output}`));
    });
  });
  return async () => {
    child.kill('SIGINT');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
};

const newFolder = (name: string): Promise<string> => mkdtemp(join(tmpdir(), `sonagi-${name}-`));

/** Postgres refuses to run as root: then it runs as the user that its package makes. */
const postgresOwner = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

export const startPostgres = async (): Promise<Server> => {
  const initdb = find(['initdb'], 'postgresql');
  const postgres = find(['postgres'], 'postgresql');
  const owner = postgresOwner();
  const folder = await newFolder('postgres');
  const secret = join(folder, 'password');
  await writeFile(secret, password);
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(folder, owner.uid, owner.gid);
    await chown(secret, owner.uid, owner.gid);
  }
  const data = join(folder, 'data');
  const auth = ['--auth=scram-sha-256', '--username=sonagi', `--pwfile=${secret}`];
  await execute(initdb, ['-D', data, '--no-sync', '--encoding=UTF8', '--locale=C.UTF-8', ...auth], {
    cwd: folder,
    ...owner,
  });
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const stop = await launch(postgres, args, folder, /ready to accept connections/, owner);
  return { url: `postgres://sonagi:${password}@127.0.0.1:${port}/postgres`, stop };
};

/** Valkey where there is one, else Redis: they speak the same protocol. */
export const startRedis = async (): Promise<Server> => {
  const program = find(['valkey-server', 'redis-server'], 'redis-server');
  const folder = await newFolder('redis');
  const port = await freePort();
  const options = { port, bind: '127.0.0.1', requirepass: password, databases: 1_000, save: '', dir: folder };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const stop = await launch(program, args, folder, /Ready to accept connections/, {});
  return { url: `redis://:${password}@127.0.0.1:${port}`, stop };
};
