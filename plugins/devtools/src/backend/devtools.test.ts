import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createServiceFactory, configReportServiceRef } from '@portico/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@portico/backend-test-utils';
import { AuthorizeResult } from '@portico/permissions';
import { devToolsApi } from '../index.ts';
import devtools from './index.ts';

async function get(backend: TestBackend, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${backend.url}/api/devtools${path}`, { headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('devtools', () => {
  it('publishes its API', async () => {
    await using backend = await startTestBackend({ features: [devtools] });
    const { body } = await get(backend, '/openapi.json');
    expect(Object.keys(body.paths as object)).toEqual(
      Object.values(devToolsApi.endpoints).map(({ path }) => path),
    );
  });

  it('tells how the backend started', async () => {
    await using backend = await startTestBackend({ features: [devtools] });
    expect(await get(backend, '/boot')).toMatchObject({
      status: 200,
      body: {
        outcome: 'success',
        entries: [{ pluginId: 'devtools', after: [] }],
        services: expect.any(Array),
      },
    });
  });

  it('tells what it runs on, with the packages that are asked for', async () => {
    await using backend = await startTestBackend({
      features: [devtools],
      config: { devTools: { info: { packagePrefixes: ['vitest'] } } },
    });
    const { body } = await get(backend, '/info');
    expect(body).toMatchObject({
      nodeJsVersion: process.version,
      backstageVersion: expect.stringMatching(/^\d/),
      dependencies: [{ name: 'vitest', versions: expect.stringMatching(/^\d/) }],
      plugins: [{ pluginId: 'devtools', modules: [] }],
    });
  });

  it('shows the configuration without secrets, its warnings, and why a key is as it is', async () => {
    const report = createServiceFactory({
      service: configReportServiceRef,
      deps: {},
      factory: () => ({
        getPrintable: () => ({ app: { title: 'Portico' }, token: '<secret>' }),
        explain: (key: string) => ({ key, visibility: 'backend' as const, sources: [], declarations: [] }),
        getFrontendConfigs: () => [],
        getWarnings: () => [{ severity: 'warning' as const, key: 'ap', message: 'is not a known key' }],
      }),
    });
    await using backend = await startTestBackend({ features: [devtools, report] });
    expect((await get(backend, '/config')).body).toEqual({
      config: { app: { title: 'Portico' }, token: '<secret>' },
      error: {
        name: 'ConfigWarning',
        message: "'ap' is not a known key",
        messages: ["'ap' is not a known key"],
      },
    });
    expect((await get(backend, '/config/explain?key=app.title')).body).toMatchObject({ key: 'app.title' });
    expect(await get(backend, '/config/explain')).toMatchObject({ status: 400 });
  });

  it('shows no value at all when nothing tells which of them are secret', async () => {
    await using backend = await startTestBackend({
      features: [devtools],
      config: { a: { b: ['secret', 1] } },
    });
    expect((await get(backend, '/config')).body).toEqual({ config: { a: { b: ['***', '***'] } } });
    expect(await get(backend, '/config/explain?key=a')).toMatchObject({ status: 404 });
  });

  it('tries what the portal depends on', async () => {
    await using server = createServer(socket => socket.destroy()).listen(0);
    const { port } = server.address() as AddressInfo;
    const target = `localhost:${port}`;
    await using backend = await startTestBackend({
      features: [devtools],
      config: {
        devTools: {
          externalDependencies: {
            endpoints: [
              { name: 'up', type: 'ping', target },
              { name: 'down', type: 'ping', target: 'localhost:1' },
              { name: 'no server', type: 'fetch', target: `http://${target}` },
              { name: 'odd', type: 'telnet', target },
            ],
          },
        },
      },
    });
    const { body } = await get(backend, '/external-dependencies');
    expect(body).toMatchObject([
      { name: 'up', status: 'Healthy' },
      { name: 'down', status: 'Unhealthy', error: expect.stringContaining('ECONNREFUSED') },
      { name: 'no server', status: 'Unhealthy' },
      { name: 'odd', status: 'Unhealthy', error: expect.stringContaining("Unknown type 'telnet'") },
    ]);
  });

  it('needs credentials and a permission for everything but its health', async () => {
    await using backend = await startTestBackend({
      features: [devtools, mockServices.permissions.factory({ result: AuthorizeResult.DENY })],
    });
    const nobody = { authorization: mockCredentials.none.header() };
    for (const path of ['/boot', '/info', '/config', '/config/explain?key=a', '/external-dependencies']) {
      expect(await get(backend, path)).toMatchObject({
        status: 403,
        body: { error: { name: 'NotAllowedError' } },
      });
      expect(await get(backend, path, nobody)).toMatchObject({ status: 401 });
    }
    expect(await get(backend, '/health', nobody)).toEqual({ status: 200, body: { status: 'ok' } });
  });
});
