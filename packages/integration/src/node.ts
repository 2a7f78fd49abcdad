export {
  createScmCredentials,
  type ScmCredentialsByUrl,
  type ScmCredentialsOptions,
} from './credentials/create-scm-credentials.ts';
export type { GithubApp, GithubInstallation, InstallationToken } from './credentials/github-app.ts';
export type { GithubCredentialsProvider } from './credentials/github-credentials.ts';
export type { ScmCredentials, ScmCredentialsProvider } from './credentials/scm-credentials.ts';
export { trustIntegrations } from './credentials/trust-integrations.ts';
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedRequest,
} from './http/guarded-fetch.ts';
export type { HostTrust } from './http/guarded-lookup.ts';
export { isPublicAddress } from './http/public-address.ts';
export { assertNoWebPage, assertOk, readRetryAfter, type AskedFor } from './http/response-errors.ts';
export type { RequestLimits } from './http/send-request.ts';
