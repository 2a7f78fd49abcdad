import { Router } from 'express';
import type { AuthService } from '@portico/backend-plugin-api';
import { AuthenticationError, InputError } from '@portico/errors';
import type { SigningKeys } from './signing-keys.ts';
import type { UserInfoTable } from './user-info-table.ts';

/**
 * The routes through which others verify user tokens and learn about users:
 * `/.well-known/openid-configuration`, `/.well-known/jwks.json` and `/v1/userinfo`
 * (OpenID Connect Discovery 1.0, RFC 7517).
 */
export function createTokenRoutes(options: {
  auth: AuthService;
  keys: SigningKeys;
  userInfo: UserInfoTable;
  /** The external base URL of the auth plugin. */
  baseUrl: string;
}): Router {
  const { auth, keys, userInfo, baseUrl } = options;
  const router = Router();
  router.get('/.well-known/openid-configuration', (_req, res) => {
    res.json(describeIssuer(baseUrl));
  });
  router.get('/.well-known/jwks.json', async (_req, res) => {
    res.json({ keys: await keys.listPublicKeys() });
  });
  router.get('/v1/userinfo', async (req, res) => {
    const token = /^Bearer[ ]+(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (!token) throw new AuthenticationError('No token provided');
    const credentials = await auth.authenticate(token, { allowLimitedAccess: true });
    if (!auth.isPrincipal(credentials, 'user')) {
      throw new InputError('Userinfo endpoint must be called with a token that represents a user principal');
    }
    const info = await userInfo.find(credentials.principal.userEntityRef);
    if (info) res.json(info);
    else res.status(404).type('text').send('User info not found');
  });
  return router;
}

/** Of the endpoints that a client may look for, only those that there are: nobody can sign in to others through the portal. */
function describeIssuer(issuer: string): object {
  return {
    issuer,
    userinfo_endpoint: `${issuer}/v1/userinfo`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported:
      'RS256 RS384 RS512 ES256 ES384 ES512 PS256 PS384 PS512 EdDSA'.split(' '),
    scopes_supported: ['openid'],
    claims_supported: ['sub', 'ent'],
  };
}
