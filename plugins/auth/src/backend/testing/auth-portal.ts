import { Router } from 'express';
import { defaultServiceFactories } from '@portico/backend-defaults';
import { coreServices, createBackendPlugin, type BackendFeature } from '@portico/backend-plugin-api';
import { startTestBackend } from '@portico/backend-test-utils';
import type { Entity } from '@portico/catalog-model';
import type { JsonObject } from '@portico/config';
import authPlugin from '../index.ts';

/** A portal with the auth plugin and the real auth services, over HTTP. */
export interface AuthPortal extends AsyncDisposable {
  url: string;
  get(path: string, token?: string, headers?: Record<string, string>): Promise<Response>;
}

const realServices = [
  'core.auth',
  'core.httpAuth',
  'core.userInfo',
  'core.permissions',
  'alpha.core.actionsRegistry',
];

/**
 * Starts a portal with a plugin `probe`, whose `/me` tells who the caller is,
 * and a catalog of the given entities.
 */
export async function startAuthPortal(
  options: { auth?: JsonObject; config?: JsonObject; entities?: Entity[]; features?: BackendFeature[] } = {},
): Promise<AuthPortal> {
  const { auth = {}, config = {}, entities, features = [] } = options;
  const backend = await startTestBackend({
    features: [
      ...defaultServiceFactories.filter(factory => realServices.includes(factory.service.id)),
      authPlugin,
      probe,
      ...(entities ? [createCatalog(entities)] : []),
      ...features,
    ],
    config: { app: { baseUrl: 'http://localhost:3000' }, auth, ...config },
  });
  return {
    url: backend.url,
    get: (path, token, headers = {}) =>
      fetch(backend.url + path, {
        redirect: 'manual',
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
      }),
    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  };
}

const probe = createBackendPlugin({
  pluginId: 'probe',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        userInfo: coreServices.userInfo,
      },
      async init({ http, httpAuth, userInfo }) {
        const router = Router();
        router.get('/me', async (req, res) => {
          const credentials = await httpAuth.credentials(req, { allow: ['user'] });
          res.json({ credentials, info: await userInfo.getUserInfo(credentials) });
        });
        http.use(router);
      },
    });
  },
});

/** Answers as far as sign-ins ask: by name, and by filters of equal values. */
function createCatalog(entities: Entity[]): BackendFeature {
  return createBackendPlugin({
    pluginId: 'catalog',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter, httpAuth: coreServices.httpAuth },
        async init({ http, httpAuth }) {
          const router = Router();
          router.use(async (req, _res, next) => {
            await httpAuth.credentials(req, { allow: ['service', 'user'] });
            next();
          });
          router.get('/entities/by-name/:kind/:namespace/:name', (req, res) => {
            const found = entities.find(one => one.metadata.name === req.params.name);
            if (found) res.json(found);
            else res.status(404).json({ error: { name: 'NotFoundError', message: 'no' } });
          });
          router.get('/entities', (req, res) => {
            const filters = [req.query['filter'] ?? []].flat().map(text => (text as string).split(','));
            res.json(entities.filter(one => filters.some(pairs => pairs.every(pair => matches(one, pair)))));
          });
          http.use(router);
        },
      });
    },
  });
}

function matches(entity: Entity, pair: string): boolean {
  const [path = '', value = ''] = pair.split('=');
  const keys = path.startsWith('metadata.annotations.')
    ? ['metadata', 'annotations', path.slice('metadata.annotations.'.length)]
    : path.split('.');
  const found = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], entity);
  return pair.includes('=') ? String(found).toLowerCase() === value.toLowerCase() : found !== undefined;
}
