import { AuthenticationError, isErrorLike, stringifyError } from '@portico/errors';
import { asFaultOfHost } from '../errors.ts';
import type { GithubConfig, GithubIntegration } from '../hosts/github.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import type { Secret } from '@portico/config';
import { createGithubApp, type GithubApp } from './github-app.ts';
import { bearer, noCredentials, type ScmCredentialsProvider } from './scm-credentials.ts';

/** The credentials of GitHub, and the apps behind them. */
export interface GithubCredentialsProvider extends ScmCredentialsProvider {
  apps: GithubApp[];
}

/**
 * Credentials for one GitHub: the token of an app that is installed at the
 * owner and may see the repository; else of any app with `publicAccess`; else
 * the configured token. An app that fails is an error only if nothing else
 * gives credentials.
 */
export function createGithubCredentials(
  { config }: GithubIntegration,
  fetch: GuardedFetch,
): GithubCredentialsProvider {
  const apps = config.apps.map(app => createGithubApp(app, config.apiBaseUrl ?? '', fetch));
  return {
    apps,
    async getCredentials({ url }) {
      const [owner = '', repo] = (URL.parse(url)?.pathname ?? '').split('/').filter(part => part !== '');
      const failures: string[] = [];
      const token = await firstToken(apps, failures, app =>
        tokenFor(app, owner, repo?.replace(/\.git$/, '')),
      );
      if (token) return bearer('app', token, 'x-access-token');
      const open = apps.filter(app => app.config.publicAccess);
      const publicToken = await firstToken(open, failures, publicTokenOf);
      if (publicToken) return bearer('app', publicToken, 'x-access-token');
      if (config.token) return bearer('token', config.token, 'x-access-token');
      if (failures.length > 0) throw noToken(config, owner, failures);
      return noCredentials;
    },
  };
}

async function firstToken(
  apps: GithubApp[],
  failures: string[],
  ask: (app: GithubApp) => Promise<Secret | undefined>,
): Promise<Secret | undefined> {
  for (const app of apps) {
    try {
      const token = await ask(app);
      if (token) return token;
    } catch (error) {
      // Asking another app may help, and asking the same host once more may not.
      if (isErrorLike(error) && error.name === 'RateLimitError') throw error;
      failures.push(stringifyError(error));
    }
  }
  return undefined;
}

async function tokenFor(
  app: GithubApp,
  owner: string,
  repo: string | undefined,
): Promise<Secret | undefined> {
  const { allowedInstallationOwners: allowed, appId } = app.config;
  if (owner === '' || allowed?.every(name => name.toLowerCase() !== owner.toLowerCase())) return undefined;
  const installation = await app.findInstallation(owner);
  if (!installation) return undefined;
  if (installation.suspended) {
    throw asFaultOfHost(
      new AuthenticationError(`The GitHub App ${appId} is suspended at '${owner}'. Unsuspend it there`),
    );
  }
  const { token, repositories } = await app.getToken(installation);
  const mayRead =
    repo === undefined || repositories === undefined || repositories.some(name => sameName(name, repo));
  if (mayRead) return token;
  throw asFaultOfHost(
    new AuthenticationError(
      `The GitHub App ${appId} may not see '${owner}/${repo}'. Add the repository to its installation at '${owner}'`,
    ),
  );
}

async function publicTokenOf(app: GithubApp): Promise<Secret | undefined> {
  const installation = (await app.listInstallations()).find(({ suspended }) => !suspended);
  return installation && (await app.getToken(installation)).token;
}

function noToken({ host }: GithubConfig, owner: string, failures: string[]): AuthenticationError {
  return asFaultOfHost(
    new AuthenticationError(`No app gives credentials for '${owner}' at '${host}': ${failures.join('; ')}`),
  );
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
