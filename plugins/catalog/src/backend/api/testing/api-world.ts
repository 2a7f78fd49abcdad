import {
  type AuditorService,
  coreServices,
  createBackendModule,
  createServiceFactory,
  type PermissionsService,
  type UrlReaderService,
} from '@portico/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@portico/backend-test-utils';
import { createTestDatabases, type TestDatabaseId } from '@portico/backend-test-utils/databases';
import { type CatalogApi, createCatalogClient } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import type { JsonObject } from '@portico/config';
import { NotFoundError } from '@portico/errors';
import type { PolicyDecision } from '@portico/permissions';
import {
  catalogAnalysisExtensionPoint,
  catalogProcessingExtensionPoint,
  type ScmLocationAnalyzer,
} from '../../../node/extension-points.ts';
import type { DeferredEntity } from '../../../node/processing.ts';
import type { EntityProviderConnection } from '../../../node/providers.ts';

/** A running catalog, with a provider, a policy and an auditor in the hands of the test. */
export interface ApiWorld extends AsyncDisposable {
  /** `https://…/api/catalog`. */
  url: string;
  client: CatalogApi;
  /** Applies a full mutation of the provider `test`. */
  provide(entities: Entity[]): Promise<void>;
  /** Applies delta mutations of it. */
  add(...entities: Entity[]): Promise<void>;
  remove(...entityRefs: string[]): Promise<void>;
  /** Sends a request, as a service unless `init` has other headers. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Sends a request, and reads the JSON of the answer. */
  json(path: string, init?: RequestInit): Promise<{ status: number; body: any }>; // oxlint-disable-line no-explicit-any -- whatever the catalog answers
  post(path: string, body: unknown, method?: string): Promise<{ status: number; body: any }>; // oxlint-disable-line no-explicit-any -- as above
  /** What the policy says, by permission; ALLOW unless set. */
  policy: Map<string, PolicyDecision>;
  /** What is read from URLs. */
  pages: Map<string, string>;
  /** What was told to the auditor. */
  audits: { eventId: string; severityLevel?: string; meta: object; outcome: 'success' | 'failure' }[];
}

/** Starts a catalog. */
export async function startApiWorld(
  databaseId: TestDatabaseId = 'SQLITE_FILE',
  options: { config?: JsonObject; analyzers?: ScmLocationAnalyzer[] } = {},
): Promise<ApiWorld> {
  const database = await createTestDatabases().init(databaseId);
  const policy: ApiWorld['policy'] = new Map();
  const audits: ApiWorld['audits'] = [];
  const pages: ApiWorld['pages'] = new Map();
  let connection: EntityProviderConnection | undefined;
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test',
    register(env) {
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint, analysis: catalogAnalysisExtensionPoint },
        async init({ processing, analysis }) {
          for (const analyzer of options.analyzers ?? []) analysis.addScmLocationAnalyzer(analyzer);
          processing.addEntityProvider({
            getProviderName: () => 'test',
            async connect(given) {
              connection = given;
            },
          });
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      import('../../index.ts'),
      module,
      mockServices.database.factory({ knex: database.knex }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => createPolicy(policy),
      }),
      createServiceFactory({
        service: coreServices.urlReader,
        deps: {},
        factory: () => createReader(pages),
      }),
      createServiceFactory({ service: coreServices.auditor, deps: {}, factory: () => createAuditor(audits) }),
    ],
    ...(options.config && { config: options.config }),
  });
  const url = `${backend.url}/api/catalog`;
  const send: ApiWorld['send'] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', mockCredentials.service.header());
    return fetch(`${url}${path}`, { ...init, headers });
  };
  const json: ApiWorld['json'] = async (path, init) => {
    const response = await send(path, init);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const known = (): EntityProviderConnection => {
    if (!connection) throw new Error('The provider was not connected');
    return connection;
  };
  return {
    url,
    policy,
    audits,
    pages,
    client: createCatalogClient({
      baseUrl: url,
      fetch: (input, init) => send((input as string).slice(url.length), init),
    }),
    provide: entities => known().applyMutation({ type: 'full', entities: entities.map(toDeferred) }),
    add: (...entities) =>
      known().applyMutation({ type: 'delta', added: entities.map(toDeferred), removed: [] }),
    remove: (...refs) =>
      known().applyMutation({ type: 'delta', added: [], removed: refs.map(entityRef => ({ entityRef })) }),
    send,
    json,
    post: (path, body, method = 'POST') =>
      json(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    async [Symbol.asyncDispose]() {
      await backend[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function toDeferred(entity: Entity): DeferredEntity {
  const annotations = {
    'backstage.io/managed-by-location': 'url:https://host/file.yaml',
    'backstage.io/managed-by-origin-location': 'url:https://host/file.yaml',
    ...entity.metadata.annotations,
  };
  return { entity: { ...entity, metadata: { ...entity.metadata, annotations } } };
}

function createPolicy(policy: ApiWorld['policy']): PermissionsService {
  const allow: PolicyDecision = { result: 'ALLOW' };
  const decide = async (requests: readonly { permission: { name: string } }[]): Promise<PolicyDecision[]> =>
    requests.map(({ permission }) => policy.get(permission.name) ?? allow);
  return {
    authorizeConditional: decide,
    authorize: async requests =>
      (await decide(requests)).map(({ result }) => ({ result: result === 'ALLOW' ? 'ALLOW' : 'DENY' })),
  };
}

function createReader(pages: ApiWorld['pages']): UrlReaderService {
  const refuse = (): Promise<never> => Promise.reject(new Error('Only single URLs are read here'));
  return {
    async readUrl(url) {
      const page = pages.get(url);
      if (page === undefined) throw new NotFoundError(`'${url}' does not exist`);
      return { buffer: async () => Buffer.from(page) };
    },
    readTree: refuse,
    search: refuse,
  };
}

function createAuditor(audits: ApiWorld['audits']): AuditorService {
  return {
    async createEvent({ eventId, severityLevel, meta = {} }) {
      const end =
        (outcome: 'success' | 'failure') =>
        async (result: { meta?: object } = {}): Promise<void> => {
          const merged = { ...meta, ...result.meta };
          audits.push({ eventId, ...(severityLevel && { severityLevel }), meta: merged, outcome });
        };
      return { success: end('success'), fail: end('failure') };
    },
  };
}
