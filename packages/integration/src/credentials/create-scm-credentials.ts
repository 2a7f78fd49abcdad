import { createGuardedFetch, type GuardedFetch } from '../http/guarded-fetch.ts';
import type { ScmIntegration } from '../scm-integration.ts';
import type { ScmIntegrations } from '../scm-integrations.ts';
import { createAzureCredentials } from './azure-credentials.ts';
import {
  createBitbucketCloudCredentials,
  createBitbucketServerCredentials,
} from './bitbucket-credentials.ts';
import { createGithubCredentials, type GithubCredentialsProvider } from './github-credentials.ts';
import {
  basic,
  bearer,
  noCredentials,
  type ScmCredentials,
  type ScmCredentialsProvider,
} from './scm-credentials.ts';
import { trustIntegrations } from './trust-integrations.ts';

/** The credentials of all configured hosts of git repositories. */
export interface ScmCredentialsByUrl extends ScmCredentialsProvider {
  /** Those of one GitHub, with its apps; `undefined` for a host that is none. */
  github(host: string): GithubCredentialsProvider | undefined;
}

/** What credentials are got with; for tests, and for hosts behind something of one's own. */
export interface ScmCredentialsOptions {
  fetch?: GuardedFetch;
  fetchIdentity?: GuardedFetch;
  env?: Record<string, string | undefined>;
}

/**
 * Makes the credentials of all integrations. They are got when first asked for,
 * and kept while they are good.
 */
export function createScmCredentials(
  integrations: ScmIntegrations,
  options: ScmCredentialsOptions = {},
): ScmCredentialsByUrl {
  const fetch = options.fetch ?? createGuardedFetch({ trust: trustIntegrations(integrations) });
  const fetchIdentity = options.fetchIdentity ?? createGuardedFetch({ trust: () => 'trusted' });
  const azure = { fetch, fetchIdentity, env: options.env ?? process.env };
  const github = new Map(
    integrations.github.list().map(each => [each.config.host, createGithubCredentials(each, fetch)]),
  );
  const providers = new Map<ScmIntegration, ScmCredentialsProvider>();
  const add = <T extends ScmIntegration>(
    all: T[],
    create: (integration: T) => ScmCredentialsProvider | undefined,
  ) => {
    for (const each of all) providers.set(each, create(each) ?? always(noCredentials));
  };
  add(integrations.github.list(), ({ config }) => github.get(config.host));
  add(integrations.azure.list(), each => createAzureCredentials(each, azure));
  add(integrations.bitbucketCloud.list(), each => createBitbucketCloudCredentials(each, fetch));
  add(integrations.bitbucketServer.list(), createBitbucketServerCredentials);
  add(
    integrations.gitlab.list(),
    ({ config: { token } }) => token && always(bearer('token', token, 'oauth2')),
  );
  add(integrations.gitea.list(), ({ config }) => always(withPassword(config, 'token')));
  add(integrations.gerrit.list(), ({ config }) => always(withPassword(config)));
  add(integrations.harness.list(), ({ config: { apiKey, token } }) => {
    if (apiKey)
      return always({ type: 'key', token: apiKey, headers: () => ({ 'x-api-key': apiKey.reveal() }) });
    return token && always(bearer('token', token, 'x-token-auth'));
  });
  return {
    github: host => github.get(host),
    async getCredentials(asked) {
      const integration = integrations.byUrl(asked.url);
      return (integration && providers.get(integration)?.getCredentials(asked)) ?? noCredentials;
    },
  };
}

function always(credentials: ScmCredentials): ScmCredentialsProvider {
  return { getCredentials: async () => credentials };
}

/** A user with a password; a password alone is a token, with the scheme that it has at Gitea. */
function withPassword(
  { username, password }: { username: string | undefined; password: ScmCredentials['token'] | undefined },
  scheme?: string,
): ScmCredentials {
  if (!password) return noCredentials;
  if (username !== undefined) return basic(username, password);
  if (scheme === undefined) return noCredentials;
  return {
    type: 'token',
    token: password,
    username: 'x-token-auth',
    headers: () => ({ authorization: `${scheme} ${password.reveal()}` }),
  };
}
