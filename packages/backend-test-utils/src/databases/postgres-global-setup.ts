import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmbeddedPostgres } from '@portico/backend-defaults/database';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the connection string of a PostgreSQL server for this test run. */
    postgresAddress: string;
  }
}

/**
 * Vitest's global setup that provides one PostgreSQL server to all tests of a
 * run. The server starts when the first test asks for it, so that runs without
 * such tests do not pay. `PORTICO_TEST_POSTGRES`, a connection string of a
 * superuser, takes its place.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<EmbeddedPostgres> | undefined;
  const server = createServer((_request, response) => {
    starting ??= start();
    starting.then(
      postgres => response.end(postgres.connectionString),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  project.provide('postgresAddress', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await (await starting?.catch(() => undefined))?.stop();
  };
}

async function start(): Promise<EmbeddedPostgres> {
  const { startEmbeddedPostgres } = await import('@portico/backend-defaults/database');
  return startEmbeddedPostgres();
}
