import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';
import { checkNode } from './check-node.ts';

const base = {
  'package.json': { name: 'app', dependencies: {} },
  'package-lock.json': {},
  'node_modules/@portico/a/package.json': { name: '@portico/a', version: '1.0.0' },
};

it('says that the portal can run', async () => {
  await using app = createTestApp({
    ...base,
    'app-config.yaml':
      'backend:\n  listen: 127.0.0.1:0\n  database: {client: better-sqlite3, connection: {directory: data/db}}\n',
  });
  const { code, stdout } = await app.run('doctor');
  const lines = stdout.split('\n').filter(line => !line.startsWith('warn'));
  expect(lines.map(line => line.replace(/version .*/, 'version'))).toEqual([
    'ok    node           version',
    'ok    configuration  valid, read from app-config.yaml',
    `ok    database       better-sqlite3 in '${app.path}/data/db', which will be created`,
    'ok    port           127.0.0.1:0 is free',
    `ok    folder         '${app.path}' can be written`,
    expect.stringMatching(/^ok {4}folder {9}'.*' can be written$/),
    'ok    packages       package-lock.json, 1 packages of the framework at 1.0.0',
    '',
    'The portal can run here.',
    '',
  ]);
  expect(code).toBe(0);
});

it('says what is wrong and what to do, and fails', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await using app = createTestApp({
    ...base,
    'node_modules/@portico/b/package.json': { name: '@portico/b', version: '2.0.0' },
    'app-config.yaml': `backend:\n  listen: {host: 127.0.0.1, port: ${port}}\n  database: {client: pg, connection: {host: 127.0.0.1, port: 1, password: hunter22}}\n`,
  });
  const { code, stdout } = await app.run('doctor');
  server.close();
  expect(code).toBe(1);
  expect(stdout).toContain(
    `fail  port           127.0.0.1:${port} is taken. Stop what listens there, or set backend.listen.port, with app.baseUrl and backend.baseUrl`,
  );
  expect(stdout).toMatch(
    /fail {2}database {7}PostgreSQL on 127\.0\.0\.1:1 cannot be reached: .*ECONNREFUSED.*Check backend\.database\.connection/,
  );
  expect(stdout).toContain(
    'fail  packages       The packages of the framework have different versions: @portico/a@1.0.0, @portico/b@2.0.0.',
  );
  expect(stdout).toContain("The portal cannot run here: see the 3 lines with 'fail'.");
  expect(stdout).not.toContain('hunter22');
});

it('says that a portal is running already', async () => {
  const server = createHttpServer((request, response) => {
    const isAsked = request.url === '/.backstage/health/v1/readiness';
    response.writeHead(isAsked ? 200 : 404).end('{"status":"ok"}');
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await using app = createTestApp({
    ...base,
    'app-config.yaml': `backend:\n  listen: 127.0.0.1:${port}\n  database: {client: better-sqlite3, connection: {directory: data/db}}\n`,
  });
  const { code, stdout } = await app.run('doctor');
  server.close();
  expect(stdout).toContain(
    `ok    port           127.0.0.1:${port} is taken by a portal that is running there`,
  );
  expect(code).toBe(0);
});

it('names each problem of the configuration', async () => {
  await using app = createTestApp({ ...base, 'app-config.yaml': 'a: {$file: no}\nb: {$file: no}\n' });
  const { code, stdout } = await app.run('doctor');
  expect(code).toBe(1);
  expect(stdout.match(/^fail {2}configuration {2}app-config\.yaml:\d:\d '[ab]' Cannot read/gm)).toHaveLength(
    2,
  );
});

it.each([
  ['20.19.0', 'fail'],
  ['24.11.1', 'fail'],
  ['24.12.0', 'ok'],
  ['26.0.0', 'ok'],
])('Node %s: %s', async (version, status) => {
  expect((await checkNode(version))[0]?.status).toBe(status);
});
