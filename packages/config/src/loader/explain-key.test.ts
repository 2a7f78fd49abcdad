import { describe, expect, it } from 'vitest';
import { loadConfig } from '../loader.ts';
import { portalSchemas } from '../testing/portal-schema.ts';
import { createTempFolder } from '../testing/temp-folder.ts';

describe('explain', () => {
  it('tells who won, who was overridden, and what the schema says', async () => {
    using folder = createTempFolder({
      'app-config.yaml':
        'backend:\n  baseUrl: http://localhost\n  database: {connection: {password: old-password}}\n',
      'app-config.local.yaml':
        'backend:\n  baseUrl: ${URL}\n  database: {connection: {password: {$env: PW}, host: db}}\n',
    });
    const env = { URL: 'http://x', PW: 'new-password', APP_CONFIG_backend_baseUrl: 'http://env' };
    const { explain } = await loadConfig({ root: folder.path, env, schemas: portalSchemas });
    expect(explain('backend.baseUrl')).toEqual({
      key: 'backend.baseUrl',
      value: 'http://env',
      visibility: 'frontend',
      sources: [
        {
          place: { source: 'env', variable: 'APP_CONFIG_backend_baseUrl' },
          effect: 'wins',
          value: 'http://env',
        },
        {
          place: {
            source: 'app-config.local.yaml',
            file: folder.resolve('app-config.local.yaml'),
            line: 2,
            column: 12,
            via: '${URL}',
          },
          effect: 'overridden',
          value: 'http://x',
        },
        {
          place: { source: 'app-config.yaml', file: folder.resolve('app-config.yaml'), line: 2, column: 12 },
          effect: 'overridden',
          value: 'http://localhost',
        },
      ],
      declarations: [
        { packageName: '@example/backend', wants: 'text', description: 'Where browsers reach the backend.' },
      ],
    });
    const secret = explain('backend.database.connection');
    expect(secret.sources.map(({ effect, value }) => [effect, value])).toEqual([
      ['wins', { password: '<secret>', host: 'db' }],
      ['merged', { password: '<secret>' }],
    ]);
    expect(explain('backend.database.connection.password').sources[0]?.place.via).toBe('$env PW');
    expect(JSON.stringify(explain('backend'))).not.toMatch(/(old|new)-password/);
    expect(explain('no.such')).toMatchObject({ sources: [], declarations: [] });
  });

  it('tells what was unset, hidden or left out', async () => {
    using folder = createTempFolder({
      'app-config.yaml': 'a: {b: {c: 1}}\nlist: [1, 2]',
      'app-config.x.yaml': 'a: {b: null}\nlist: [3]',
      'app-config.local.yaml': 'a: {b: "${NO}"}',
    });
    const { explain } = await loadConfig({ root: folder.path, env: { BACKSTAGE_ENV: 'x' }, schemas: [] });
    const effects = (key: string) =>
      explain(key).sources.map(({ effect, place }) => `${place.source} ${effect}`);
    expect(effects('a.b')).toEqual([
      'app-config.local.yaml absent',
      'app-config.x.yaml unset',
      'app-config.yaml overridden',
    ]);
    expect(effects('a.b.c')).toEqual(['app-config.yaml overridden']);
    expect(effects('list[0]')).toEqual(['app-config.x.yaml wins', 'app-config.yaml overridden']);
    expect(effects('list[1]')).toEqual(['app-config.yaml overridden']);
    expect(explain('a.b').value).toBeUndefined();
  });
});
