import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/portico.ts';

const explanation = {
  entityRef: 'component:default/a',
  state: 'stale',
  summary: 'The last good version is served, since later ones have faults.',
  uid: '0b6c',
  sources: [{ type: 'entity', name: 'location:default/all', locationKey: 'url:https://host.example/a.yaml' }],
  chain: [
    {
      entityRef: 'location:default/all',
      provider: 'DefaultLocationStore',
      removalHeldSince: '2026-01-04T00:00:00.000Z',
    },
    { entityRef: 'component:default/a', location: 'url:https://host.example/a.yaml' },
  ],
  fetch: {
    location: 'url:https://host.example/a.yaml',
    at: '2026-01-01T00:00:00.000Z',
    outcome: 'failed',
    status: 503,
    durationMs: 12,
    error: { name: 'ServiceUnavailableError', message: 'Busy' },
  },
  problems: [
    {
      severity: 'error',
      check: 'kind',
      pointer: '/spec/owner',
      path: 'spec.owner',
      message: '"spec.owner" is missing',
      hint: 'Write the ref of a group',
      source: 'https://host.example/a.yaml',
      line: 8,
      column: 3,
    },
  ],
  errors: [{ name: 'InputError', message: 'No processor' }],
  rules: [
    {
      decision: 'allowed',
      location: 'url:https://host.example/a.yaml',
      rule: 'catalog.rules[0]',
      reason: 'It allows Component',
    },
  ],
  conflicts: [
    {
      winner: { type: 'provider', name: 'one' },
      loser: { type: 'provider', name: 'two' },
      lastSeenAt: '2026-01-02T00:00:00.000Z',
      reason: 'It came first',
    },
  ],
  processors: [{ name: 'url-reader', stages: ['readLocation'], durationMs: 3.21 }],
  schedule: { nextCheckAt: '2026-01-03T00:00:00.000Z', reason: 'It was read from a URL', code: 'targets' },
  permission: { permission: 'catalog.entity.read', decision: 'allow', conditional: true },
  similar: ['component:default/aa'],
};

interface FakePortal extends AsyncDisposable {
  url: string;
  requests: string[];
}

/** Answers as a portal: `guests` says whether guests are let in. */
async function startPortal({ guests }: { guests: boolean }): Promise<FakePortal> {
  const requests: string[] = [];
  const answer = ({ url = '', headers }: IncomingMessage): [number, object] => {
    if (url.startsWith('/api/auth/guest'))
      return guests ? [200, { backstageIdentity: { token: 'guest' } }] : [403, {}];
    return headers.authorization
      ? [200, explanation]
      : [401, { error: { name: 'AuthenticationError', message: '' } }];
  };
  const server = createServer((request, response) => {
    requests.push(`${request.url} ${request.headers.authorization ?? '-'}`);
    const [status, body] = answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await once(server.listen(0, 'localhost'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://localhost:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      await new Promise(done => server.close(done));
    },
  };
}

describe('portico catalog explain', () => {
  it('tells all that the portal knows, asking as a guest where they are let in', async () => {
    await using portal = await startPortal({ guests: true });
    await using app = createTestApp({ 'app-config.yaml': { backend: { baseUrl: portal.url } } });
    const { code, stdout, stderr } = await app.run('catalog', 'explain', 'Component:A');
    expect([code, stderr]).toEqual([0, '']);
    expect(portal.requests).toEqual([
      '/api/auth/guest/refresh -',
      '/api/catalog/explain?ref=component%3Adefault%2Fa Bearer guest',
    ]);
    for (const line of [
      'component:default/a is stale (uid 0b6c)\nThe last good version is served',
      'Declared by:\n  entity location:default/all, location key url:https://host.example/a.yaml',
      '  location:default/all (provider DefaultLocationStore, removal held back since 2026-01-04T00:00:00.000Z)\n    └ component:default/a at url:https://host',
      'Last fetch:\n  url:https://host.example/a.yaml\n  2026-01-01T00:00:00.000Z: failed, status 503, 12 ms\n  ServiceUnavailableError: Busy',
      '  https://host.example/a.yaml:8:3: error: "spec.owner" is missing (Write the ref of a group)',
      'Errors:\n  InputError: No processor',
      '  allowed at url:https://host.example/a.yaml by catalog.rules[0]: It allows Component',
      '  provider one wins over provider two, last seen 2026-01-02T00:00:00.000Z: It came first',
      '  url-reader  3.2 ms  readLocation',
      '  next check  2026-01-03T00:00:00.000Z\n  It was read from a URL',
      '  catalog.entity.read: allow, by what is in the entity',
      'Did you mean:\n  component:default/aa',
    ])
      expect(stdout).toContain(line);
  });

  it('asks with the token and at the address that it is given', async () => {
    await using portal = await startPortal({ guests: false });
    await using folder = createTestApp({}, { PORTICO_TOKEN: 'from-environment' });
    const run = (...args: string[]) =>
      folder.run('catalog', 'explain', 'component:a', '--url', `${portal.url}/`, ...args);
    expect((await run()).code).toBe(0);
    const { stdout } = await run('--token', 'given', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual(explanation);
    expect(portal.requests.map(request => request.split(' ').slice(1).join(' '))).toEqual([
      'Bearer from-environment',
      'Bearer given',
    ]);
  });

  it('says what to do when it cannot ask', async () => {
    await using portal = await startPortal({ guests: false });
    await using folder = createTestApp({});
    expect(await folder.run('catalog', 'explain', 'component:a', '--url', portal.url)).toMatchObject({
      code: 1,
      stderr: `The portal at '${portal.url}' wants to know who asks. Give a token with --token or PORTICO_TOKEN.\n`,
    });
    expect(await folder.run('catalog', 'explain', 'component:a')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Run the command in the folder of the app, or give --url.'),
    });
    expect(await folder.run('catalog', 'explain', 'a', '--url', portal.url)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Entity reference "a"'),
    });
    expect(
      await folder.run('catalog', 'explain', 'component:a', '--url', 'http://localhost:1'),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("The portal at 'http://localhost:1' does not answer."),
    });
  });
});
