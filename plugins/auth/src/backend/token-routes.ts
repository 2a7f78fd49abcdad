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

function describeIssuer(issuer: string): object {
  return {
    issuer,
    token_endpoint: `${issuer}/v1/token`,
    userinfo_endpoint: `${issuer}/v1/userinfo`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    authorization_endpoint: `${issuer}/v1/authorize`,
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported:
      'RS256 RS384 RS512 ES256 ES384 ES512 PS256 PS384 PS512 EdDSA'.split(' '),
    scopes_supported: ['openid'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    claims_supported: ['sub', 'ent'],
    grant_types_supported: ['authorization_code'],
    code_challenge_methods_supported: ['S256', 'plain'],
  };
}
