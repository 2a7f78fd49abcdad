import { readFile } from 'node:fs/promises';
import { AuthenticationError } from '@portico/errors';
import { asFaultOfHost } from '../errors.ts';
import type { AzureCredential } from '../hosts/azure-credentials-config.ts';
import type { AzureIntegration } from '../hosts/azure.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { assertOk } from '../http/response-errors.ts';
import { Secret } from '@portico/config';
import { createExpiringCache, type Expiring } from './expiring-cache.ts';
import { basic, bearer, noCredentials, type ScmCredentialsProvider } from './scm-credentials.ts';

/** Azure DevOps, as the identity platform knows it. */
const azureDevOps = '499b84ac-1321-427f-aa17-267ca6975798';
const tenMinutes = 600_000;

type Environment = Record<string, string | undefined>;

/** What tokens are got with. */
export interface AzureSignIn {
  fetch: GuardedFetch;
  /** Reaches the address at which a machine is told its identity. */
  fetchIdentity: GuardedFetch;
  env: Environment;
}

/**
 * Credentials for one Azure DevOps: the entry for the organization, else the
 * one for all, else (for dev.azure.com) what the environment says in
 * `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET` or
 * `AZURE_FEDERATED_TOKEN_FILE`.
 */
export function createAzureCredentials(
  { config, parseUrl }: AzureIntegration,
  signIn: AzureSignIn,
): ScmCredentialsProvider {
  const tokens = createExpiringCache<Secret>();
  return {
    async getCredentials({ url }) {
      const organization = parseUrl(url).owner.split('/').at(-1) ?? '';
      const credential =
        config.credentials.find(({ organizations }) => organizations?.includes(organization)) ??
        config.credentials.find(({ organizations }) => !organizations?.length);
      if (credential?.kind === 'PersonalAccessToken') return basic('', credential.personalAccessToken);
      const useEnvironment =
        credential === undefined && config.host === 'dev.azure.com' && isInEnvironment(signIn.env);
      if (!credential && !useEnvironment) return noCredentials;
      const key = credential ? String(config.credentials.indexOf(credential)) : 'environment';
      const token = await tokens.get(key, async () =>
        credential ? requestToken(credential, signIn) : requestFromEnvironment(signIn),
      );
      return bearer('oauth', token, 'azure');
    },
  };
}

type SignInCredential = Exclude<AzureCredential, { kind: 'PersonalAccessToken' }>;

async function requestToken(credential: SignInCredential, signIn: AzureSignIn): Promise<Expiring<Secret>> {
  if (credential.kind === 'ManagedIdentity') return requestIdentity(credential.clientId, azureDevOps, signIn);
  const { tenantId, clientId } = credential;
  if (credential.kind === 'ClientSecret') {
    return requestOAuth({ tenantId, clientId }, { client_secret: credential.clientSecret.reveal() }, signIn);
  }
  const assertion = await requestIdentity(
    credential.managedIdentityClientId,
    'api://AzureADTokenExchange',
    signIn,
  );
  return requestOAuth({ tenantId, clientId }, asAssertion(assertion.value.reveal()), signIn);
}

function isInEnvironment(env: Environment): boolean {
  const hasProof = env['AZURE_CLIENT_SECRET'] ?? env['AZURE_FEDERATED_TOKEN_FILE'];
  return Boolean(env['AZURE_TENANT_ID'] && env['AZURE_CLIENT_ID'] && hasProof);
}

async function requestFromEnvironment(signIn: AzureSignIn): Promise<Expiring<Secret>> {
  const { env } = signIn;
  const app = { tenantId: env['AZURE_TENANT_ID'] ?? '', clientId: env['AZURE_CLIENT_ID'] ?? '' };
  const secret = env['AZURE_CLIENT_SECRET'];
  if (secret) return requestOAuth(app, { client_secret: secret }, signIn);
  const assertion = await readFile(env['AZURE_FEDERATED_TOKEN_FILE'] ?? '', 'utf8');
  return requestOAuth(app, asAssertion(assertion.trim()), signIn);
}

function asAssertion(token: string): Record<string, string> {
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: token,
  };
}

/** The client credentials flow of the Microsoft identity platform. */
async function requestOAuth(
  { tenantId, clientId }: { tenantId: string; clientId: string },
  proof: Record<string, string>,
  { fetch }: AzureSignIn,
): Promise<Expiring<Secret>> {
  const url = `https://login.microsoftonline.com/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope: `${azureDevOps}/.default`,
    ...proof,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url, { method: 'POST', headers, body: body.toString() });
  return readToken(
    response,
    url,
    `Check tenantId, clientId and the secret of '${clientId}' in integrations.azure.`,
  );
}

/** A token of the identity that Azure gives to the machine, or to the App Service. */
async function requestIdentity(
  clientId: string,
  resource: string,
  { fetchIdentity, env }: AzureSignIn,
): Promise<Expiring<Secret>> {
  const endpoint = env['IDENTITY_ENDPOINT'];
  const url = new URL(endpoint ?? 'http://169.254.169.254/metadata/identity/oauth2/token');
  url.searchParams.set('api-version', endpoint ? '2019-08-01' : '2018-02-01');
  url.searchParams.set('resource', resource);
  if (clientId !== 'system-assigned') url.searchParams.set('client_id', clientId);
  const headers: Record<string, string> = endpoint
    ? { 'x-identity-header': env['IDENTITY_HEADER'] ?? '' }
    : { metadata: 'true' };
  const response = await fetchIdentity(url, { headers });
  return readToken(response, url.href, `Check that the machine has the managed identity '${clientId}'.`);
}

async function readToken(response: Response, url: string, remedy: string): Promise<Expiring<Secret>> {
  const body = (await (await assertOk(response, { url, remedy })).json()) as Record<string, unknown>;
  const { access_token: token, expires_in: seconds, expires_on: time } = body;
  if (typeof token !== 'string' || token === '') {
    throw asFaultOfHost(new AuthenticationError(`'${url}' gave no token. ${remedy}`));
  }
  const expiresAt = time === undefined ? Date.now() + Number(seconds ?? 3600) * 1000 : Number(time) * 1000;
  return { value: new Secret(token), expiresAt: expiresAt - tenMinutes };
}
