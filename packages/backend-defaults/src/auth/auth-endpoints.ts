import type { Handler } from 'express';
import type { AuthService, HttpAuthService } from '@portico/backend-plugin-api';

const prefix = '/.backstage/auth/v1/';

/**
 * The endpoints that every plugin has below `/.backstage/auth/v1`, as one
 * handler for the plugin's own router; other paths go to `next`.
 *
 * - `GET jwks.json`: the keys that verify this plugin's tokens. Public.
 * - `GET cookie`: gives the signed-in user a cookie; `{ expiresAt }`, ISO 8601.
 * - `DELETE cookie`: takes it away; 204.
 *
 * It checks credentials by itself, so that it may be mounted in front of the
 * barrier; it rejects with an error of `@portico/errors`.
 */
export function createAuthEndpoints(services: { auth: AuthService; httpAuth: HttpAuthService }): Handler {
  const { auth, httpAuth } = services;
  const endpoints: Record<string, Handler> = {
    'GET jwks.json': async (_req, res) => {
      res.json(await auth.listPublicServiceKeys());
    },
    'GET cookie': async (_req, res) => {
      const { expiresAt } = await httpAuth.issueUserCookie(res);
      res.json({ expiresAt: expiresAt.toISOString() });
    },
    'DELETE cookie': async (_req, res) => {
      await httpAuth.issueUserCookie(res, { credentials: await auth.getNoneCredentials() });
      res.status(204).end();
    },
  };
  return (req, res, next) => {
    if (!req.path.startsWith(prefix)) return next();
    const name = `${req.method} ${req.path.slice(prefix.length)}`;
    const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
    return endpoint ? endpoint(req, res, next) : next();
  };
}
