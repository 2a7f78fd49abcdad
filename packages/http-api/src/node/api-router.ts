import type { Handler } from 'express';
import type { HttpRouterService } from '@portico/backend-plugin-api';
import type { Api, Endpoint } from '../endpoint.ts';
import type { ApiHandlers } from './api-handlers.ts';
import { createPathMatcher } from './path-matcher.ts';
import {
  createEndpointRunner,
  type AnyHandler,
  type ApiServices,
  type EndpointRunner,
} from './run-endpoint.ts';

/** The services of an API's router, and how it works. */
export interface ApiRouterOptions extends ApiServices {
  /** Checks answers against the definition. On unless given when `NODE_ENV` is `test`, off otherwise. */
  checkOutput?: boolean;
}

/**
 * Makes the Express handler of an API. For each request it finds the endpoint,
 * checks who calls and what they bring, asks the policy, tells the auditor,
 * runs the handler and sends its answer. It also serves `/openapi.json`; other
 * paths go to `next`.
 *
 * @throws Error at once, for endpoints without a handler or without a service that they need.
 */
export function createApiRouter<TApi extends Api>(
  api: TApi,
  handlers: ApiHandlers<TApi>,
  options: ApiRouterOptions,
): Handler {
  const { checkOutput = process.env['NODE_ENV'] === 'test', ...services } = options;
  const matcher = createPathMatcher<{ run: EndpointRunner; route: { path: string } }>();
  for (const [name, endpoint] of Object.entries(api.endpoints)) {
    const handler = (handlers as Record<string, AnyHandler | undefined>)[name];
    if (!handler) throw new Error(`The endpoint '${name}' of '${api.pluginId}' has no handler; add one`);
    assertServices(name, endpoint, services);
    const run = createEndpointRunner({ endpoint, handler, services, checkOutput });
    const target = { run, route: { path: endpoint.path } };
    matcher.add(endpoint.method, endpoint.path, target);
    if (endpoint.method === 'GET') matcher.add('HEAD', endpoint.path, target);
  }
  matcher.add('GET', '/openapi.json', { run: createDocumentRunner(api), route: { path: '/openapi.json' } });

  return (req, res, forward) => {
    const { url } = req;
    const mark = url.indexOf('?');
    const match = matcher.find(req.method, mark === -1 ? url : url.slice(0, mark));
    if (!match) return forward();
    // As Express's routers do, for those who count requests by route.
    req.route = match.target.route;
    match.target.run(req, res, match).catch(forward);
  };
}

function createDocumentRunner(api: Api): EndpointRunner {
  let document: string | undefined;
  return async (req, res) => {
    const { toOpenApi } = await import('../openapi.ts');
    document ??= JSON.stringify(toOpenApi(api, { baseUrl: req.baseUrl }));
    res.type('json').send(document);
  };
}

/** Adds an API's router to a plugin's routes, and lets in whom its endpoints allow without credentials. */
export function mountApi<TApi extends Api>(
  http: HttpRouterService,
  api: TApi,
  { handlers, ...options }: ApiRouterOptions & { handlers: ApiHandlers<TApi> },
): void {
  http.use(createApiRouter(api, handlers, options));
  for (const { path, allow, allowLimitedAccess } of Object.values(api.endpoints)) {
    // The barrier then lets more pass than the endpoint does, which looks at the credentials itself.
    if (allow?.includes('none')) http.addAuthPolicy({ path, allow: 'unauthenticated' });
    else if (allowLimitedAccess) http.addAuthPolicy({ path, allow: 'user-cookie' });
  }
}

function assertServices(
  name: string,
  { permission, resource, audit }: Endpoint,
  services: ApiServices,
): void {
  const missing =
    permission && !services.permissions ? 'permissions' : audit && !services.auditor ? 'auditor' : undefined;
  if (missing)
    throw new Error(`The endpoint '${name}' needs the service '${missing}'; give it to the router`);
  if (resource && permission?.type !== 'resource') {
    throw new Error(`The endpoint '${name}' names a resource for no resource permission; give it one`);
  }
}
