import { CatalogClient } from '@backstage/catalog-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackendProcess, type BackendProcess } from './backend-process.ts';

const token = 'conformance-service-token';
const location = 'url:https://host.example/catalog-info.yaml';

let backend: BackendProcess;
let client: CatalogClient;

beforeAll(async () => {
  backend = await startBackendProcess('model-layers', {
    backend: {
      auth: { externalAccess: [{ type: 'static', options: { token, subject: 'conformance' } }] },
    },
  });
  client = new CatalogClient({ discoveryApi: { getBaseUrl: async id => `${backend.baseUrl}/api/${id}` } });
});
afterAll(() => backend?.[Symbol.asyncDispose]());

const check = (kind: string, spec: object, more: { apiVersion?: string; annotations?: object } = {}) => {
  const { apiVersion = 'backstage.io/v1alpha1', annotations = {} } = more;
  const entity = { apiVersion, kind, metadata: { name: 'x', annotations }, spec };
  return client.validateEntity(entity as Parameters<typeof client.validateEntity>[0], location, { token });
};

it('knows what layers of the official packages declare, change and remove', async () => {
  const acme = { apiVersion: 'acme.com/v1' };
  const component = { type: 'service', lifecycle: 'production', owner: 'a' };
  const skill = { type: 'skill', lifecycle: 'production', owner: 'a', dependsOn: ['other'] };
  const server = {
    type: 'mcp-server',
    lifecycle: 'production',
    owner: 'a',
    remotes: [{ type: 'sse', url: 'https://a' }],
  };
  for (const valid of [
    check('Robot', { owner: 'a' }, acme),
    check(
      'Robot',
      { owner: 'a', runs: ['b'] },
      { apiVersion: 'acme.com/v2', annotations: { 'acme.com/serial': '1' } },
    ),
    check('Component', component),
    check('Component', { ...component, tier: 'gold' }),
    check('AiResource', skill),
    check('API', server),
  ]) {
    expect(await valid).toEqual({ valid: true });
  }
  for (const invalid of [
    check('Robot', {}, acme),
    check('Robot', { owner: 'a' }, { ...acme, annotations: { 'acme.com/serial': 'one' } }),
    check('Robot', { owner: 'a' }, { apiVersion: 'acme.com/v3' }),
    check('Component', { ...component, tier: 'lead' }),
    check('AiResource', { ...skill, owner: '' }),
    check('API', { ...server, remotes: [] }),
    check('Domain', { owner: 'a' }),
  ]) {
    expect(await invalid).toMatchObject({ valid: false });
  }
});
