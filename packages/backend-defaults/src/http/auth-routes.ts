import type { Handler, Request, Response } from 'express';
import type { AuthService, HttpAuthService } from '@portico/backend-plugin-api';

const keysPath = '/.backstage/auth/v1/jwks.json';
const cookiePath = '/.backstage/auth/v1/cookie';

/** Makes the handler of `/.backstage/auth/v1/jwks.json`: the keys that verify this plugin's tokens, for anybody. */
export function createKeysRoute(auth: AuthService): Handler {
  const answer = async (res: Response): Promise<void> => {
    const { keys } = await auth.listPublicServiceKeys();
    res.json({ keys });
  };
  return (req, res, next) => {
    const matches = isPath(req.url, keysPath) && (req.method === 'GET' || req.method === 'HEAD');
    return matches ? answer(res) : next();
  };
}

/** Makes the handler of `/.backstage/auth/v1/cookie`: GET signs the browser in with a cookie, DELETE signs it out. */
export function createCookieRoutes(auth: AuthService, httpAuth: HttpAuthService): Handler {
  const answer = async (req: Request, res: Response): Promise<void> => {
    if (req.method === 'DELETE') {
      await httpAuth.issueUserCookie(res, { credentials: await auth.getNoneCredentials() });
      res.status(204).end();
      return;
    }
    const { expiresAt } = await httpAuth.issueUserCookie(res);
    res.json({ expiresAt: expiresAt.toISOString() });
  };
  return (req, res, next) => {
    const matches = isPath(req.url, cookiePath) && (req.method === 'GET' || req.method === 'DELETE');
    return matches ? answer(req, res) : next();
  };
}

function isPath(url: string, path: string): boolean {
  return url.startsWith(path) && (url.length === path.length || url[path.length] === '?');
}
