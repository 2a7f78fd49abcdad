import { createSpecializedBackend } from '@portico/backend-app-api';
import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
  type BackendFeature,
  type Credentials,
  type HttpAuthService,
  type HttpRouterService,
  type LoggerService,
  type PrincipalTypes,
  type ServiceFactory,
} from '@portico/backend-plugin-api';
import { createConfigReader, type JsonObject } from '@portico/config';
import { AuthenticationError, NotAllowedError } from '@portico/errors';
import { lifecycleServiceFactories } from '../../lifecycle/index.ts';
import { httpServiceFactories, type ListeningHttpRouter } from '../index.ts';

/** A running backend with the real services for HTTP and lifecycle, and the plainest others. */
export interface HttpWorld extends AsyncDisposable {
  url: string;
  port: number;
  logged: { level: string; message: string; meta: unknown }[];
  stop(): Promise<void>;
}

/** What is put into an {@link HttpWorld}. */
export interface HttpWorldOptions {
  config?: JsonObject;
  features?: BackendFeature[];
  services?: ServiceFactory[];
  /** Routes by plugin id. */
  plugins?: Record<string, (http: HttpRouterService) => void | Promise<void>>;
}

/** Starts a backend on a free port. The token `user` is that of a user, `service` that of a service. */
export async function createHttpWorld(options: HttpWorldOptions = {}): Promise<HttpWorld> {
  const { config = {}, features = [], services = [], plugins = {} } = options;
  const logged: HttpWorld['logged'] = [];
  const given: JsonObject = { listen: ':0', ...(config['backend'] as JsonObject | undefined) };
  const backend = createSpecializedBackend({
    defaultServiceFactories: [
      ...createPlainServices({ ...config, backend: given }, createListLogger(logged)),
      ...httpServiceFactories,
    ],
  });
  let router: ListeningHttpRouter | undefined;
  const spy = createBackendPlugin({
    pluginId: 'spy',
    register: env =>
      env.registerInit({
        deps: { root: coreServices.rootHttpRouter },
        init({ root }) {
          router = root as ListeningHttpRouter;
        },
      }),
  });
  const added = Object.entries(plugins).map(([pluginId, register]) => createRoutePlugin(pluginId, register));
  for (const feature of [...services, spy, ...added, ...features]) backend.add(feature);
  await backend.start();
  const port = router!.port();
  return {
    url: `http${given['https'] ? 's' : ''}://localhost:${port}`,
    port,
    logged,
    stop: () => backend.stop(),
    [Symbol.asyncDispose]: () => backend.stop(),
  };
}

/** A plugin that only has routes. */
export function createRoutePlugin(
  pluginId: string,
  register: (http: HttpRouterService) => void | Promise<void>,
): BackendFeature {
  return createBackendPlugin({
    pluginId,
    register: env =>
      env.registerInit({ deps: { http: coreServices.httpRouter }, init: ({ http }) => register(http) }),
  });
}

function createListLogger(logged: HttpWorld['logged'], fields: JsonObject = {}): LoggerService {
  const write = (level: string) => (message: string, meta?: unknown) =>
    void logged.push({
      level,
      message,
      meta: meta instanceof Error ? meta : { ...fields, ...(meta as object) },
    });
  return {
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    child: more => createListLogger(logged, { ...fields, ...more }),
  };
}

function createPlainServices(config: JsonObject, logger: LoggerService): ServiceFactory[] {
  const reader = createConfigReader([{ context: 'test', data: config }]);
  const none: Credentials<PrincipalTypes['none']> = toCredentials({ type: 'none' });
  return [
    createServiceFactory({ service: coreServices.rootConfig, deps: {}, factory: () => reader }),
    createServiceFactory({ service: coreServices.rootLogger, deps: {}, factory: () => logger }),
    createServiceFactory({ service: coreServices.logger, deps: {}, factory: () => logger }),
    ...lifecycleServiceFactories,
    createServiceFactory({ service: coreServices.httpAuth, deps: {}, factory: () => httpAuth }),
    createServiceFactory({
      service: coreServices.auth,
      deps: {},
      factory: () =>
        ({
          getNoneCredentials: async () => none,
          listPublicServiceKeys: async () => ({ keys: [{ kid: 'k1' }] }),
        }) as never, // what the HTTP services use of it
    }),
  ];
}

function toCredentials<T>(principal: T): Credentials<T> {
  return { $$type: '@backstage/BackstageCredentials', principal };
}

const principals: Record<string, PrincipalTypes['user' | 'service' | 'none']> = {
  user: { type: 'user', userEntityRef: 'user:default/ann' },
  service: { type: 'service', subject: 'plugin:test' },
};

const httpAuth: HttpAuthService = {
  async credentials(req, { allow = ['unknown'] as never[], allowLimitedAccess } = {}) {
    const token = req.headers.authorization?.split(' ')[1];
    const cookie = allowLimitedAccess && req.headers.cookie === 'backstage-auth=user' ? 'user' : undefined;
    const principal = principals[token ?? cookie ?? ''] ?? ({ type: 'none' } as const);
    const allowed: string[] = allow;
    if (!allowed.includes('unknown') && !allowed.includes(principal.type)) {
      if (principal.type === 'none') throw new AuthenticationError('Missing credentials');
      throw new NotAllowedError(`This endpoint does not allow '${principal.type}' credentials`);
    }
    return toCredentials(principal) as never;
  },
  async issueUserCookie(res, { credentials } = {}) {
    if (credentials) res.clearCookie('backstage-auth');
    else res.cookie('backstage-auth', 'user');
    return { expiresAt: new Date(0) };
  },
};
