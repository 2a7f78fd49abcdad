import type { Handler, Response } from 'express';
import type { RootHealthService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { http } from './node-http.ts';

const prefix = '/.backstage/health/v1/';

/**
 * Makes the handler of `/.backstage/health/v1/liveness` and `…/readiness`, which
 * answer to anybody, with the extra headers of `backend.health.headers`.
 */
export function createHealthRoutes(health: RootHealthService, config: Config): Handler {
  const headers = readHeaders(config);
  const answer = async (
    res: Response,
    state: ReturnType<RootHealthService['getLiveness']>,
  ): Promise<void> => {
    const { status, payload } = await state;
    res.setHeaders(headers).status(status).json(payload);
  };
  return (req, res, next) => {
    if (!req.url.startsWith(prefix) || (req.method !== 'GET' && req.method !== 'HEAD')) return next();
    if (req.path === `${prefix}liveness`) return answer(res, health.getLiveness());
    if (req.path === `${prefix}readiness`) return answer(res, health.getReadiness());
    return next();
  };
}

function readHeaders(config: Config): Map<string, string> {
  const section = config.getOptionalConfig('backend.health.headers');
  const headers = new Map(section?.keys().map(name => [name, section.getString(name)] as const));
  for (const [name, value] of headers) {
    http.validateHeaderName(name);
    http.validateHeaderValue(name, value);
  }
  return headers;
}
