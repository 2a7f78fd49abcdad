import { AuthenticationError } from '@portico/errors';
import { asFaultOfHost } from '../errors.ts';
import type { BitbucketCloudIntegration } from '../hosts/bitbucket-cloud.ts';
import type { BitbucketServerIntegration } from '../hosts/bitbucket-server.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { assertOk } from '../http/response-errors.ts';
import { Secret } from '@portico/config';
import { createExpiringCache, type Expiring } from './expiring-cache.ts';
import { basic, bearer, noCredentials, type ScmCredentialsProvider } from './scm-credentials.ts';

const tokenUrl = 'https://bitbucket.org/site/oauth2/access_token';

/** Credentials for Bitbucket Cloud: of an OAuth consumer, else a user with a token, else a token alone. */
export function createBitbucketCloudCredentials(
  { config }: BitbucketCloudIntegration,
  fetch: GuardedFetch,
): ScmCredentialsProvider {
  const tokens = createExpiringCache<Secret>();
  return {
    async getCredentials() {
      const { username, token = config.appPassword, clientId, clientSecret } = config;
      if (clientId !== undefined && clientSecret) {
        const access = await tokens.get('', () => requestToken(clientId, clientSecret, fetch));
        return bearer('oauth', access, 'x-token-auth');
      }
      if (username !== undefined && token) return basic(username, token);
      return token ? bearer('token', token, 'x-token-auth') : noCredentials;
    },
  };
}

/** Credentials for Bitbucket Server: a token, else a user with a password. */
export function createBitbucketServerCredentials({
  config,
}: BitbucketServerIntegration): ScmCredentialsProvider {
  return {
    async getCredentials() {
      const { token, username, password } = config;
      if (token) return bearer('token', token, username ?? 'x-token-auth');
      return username !== undefined && password ? basic(username, password) : noCredentials;
    },
  };
}

async function requestToken(
  clientId: string,
  secret: Secret,
  fetch: GuardedFetch,
): Promise<Expiring<Secret>> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { ...basic(clientId, secret).headers(), 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const remedy = 'Check clientId and clientSecret in integrations.bitbucketCloud.';
  const body = (await (await assertOk(response, { url: tokenUrl, remedy })).json()) as Record<
    string,
    unknown
  >;
  const { access_token: token, expires_in: seconds = 3600 } = body;
  if (typeof token !== 'string')
    throw asFaultOfHost(new AuthenticationError(`'${tokenUrl}' gave no token. ${remedy}`));
  return { value: new Secret(token), expiresAt: Date.now() + Number(seconds) * 1000 - 600_000 };
}
