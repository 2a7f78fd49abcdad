import { createPrivateKey, type KeyObject } from 'node:crypto';
import { AuthenticationError } from '@portico/errors';
import { asFaultOfHost } from '../errors.ts';
import type { GithubAppConfig } from '../hosts/github.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { assertOk } from '../http/response-errors.ts';
import { Secret } from '@portico/config';
import { createExpiringCache } from './expiring-cache.ts';

/** An installation of the app at a user or organization. */
export interface GithubInstallation {
  id: number;
  owner: string;
  suspended: boolean;
}

/** A GitHub App at one host. */
export interface GithubApp {
  config: GithubAppConfig;
  /** Where it is installed. Kept for ten minutes. */
  listInstallations(): Promise<GithubInstallation[]>;
  /** The installation at an owner, without regard to case; asks anew, at most once a minute, if it is not known. */
  findInstallation(owner: string): Promise<GithubInstallation | undefined>;
  /** A token of an installation, good for ten minutes or more, and the names of the repositories if it is for some only. */
  getToken(installation: GithubInstallation): Promise<InstallationToken>;
}

/** What an installation gives. */
export interface InstallationToken {
  token: Secret;
  repositories: string[] | undefined;
}

const minute = 60_000;

/** Speaks for a GitHub App, after https://docs.github.com/rest/apps. */
export function createGithubApp(config: GithubAppConfig, apiBaseUrl: string, fetch: GuardedFetch): GithubApp {
  const installations = createExpiringCache<GithubInstallation[]>();
  const tokens = createExpiringCache<InstallationToken>();
  let lastListed = 0;

  async function callAsApp(path: string, method: 'GET' | 'POST' = 'GET'): Promise<Response> {
    const token = await signAppToken(config);
    return call({ fetch, config, url: `${apiBaseUrl}${path}` }, token, method);
  }

  async function list(): Promise<GithubInstallation[]> {
    return installations.get('all', async () => {
      lastListed = Date.now();
      const found = await collectPages(page => callAsApp(`/app/installations?per_page=100&page=${page}`));
      return { value: found.flatMap(toInstallation), expiresAt: Date.now() + 10 * minute };
    });
  }

  return {
    config,
    listInstallations: list,
    async findInstallation(owner) {
      const find = (all: GithubInstallation[]) =>
        all.find(each => each.owner.toLowerCase() === owner.toLowerCase());
      const known = find(await list());
      if (known || Date.now() - lastListed < minute) return known;
      installations.delete('all');
      return find(await list());
    },
    getToken: async ({ id }) =>
      tokens.get(String(id), async () => {
        const response = await callAsApp(`/app/installations/${id}/access_tokens`, 'POST');
        const body = (await response.json()) as {
          token: string;
          expires_at: string;
          repository_selection?: string;
        };
        const token = new Secret(body.token);
        const isSome = body.repository_selection === 'selected';
        const repositories = isSome
          ? await listRepositories({ fetch, config, url: apiBaseUrl }, token)
          : undefined;
        return { value: { token, repositories }, expiresAt: Date.parse(body.expires_at) - 10 * minute };
      }),
  };
}

interface Call {
  fetch: GuardedFetch;
  config: GithubAppConfig;
  url: string;
}

async function call(
  { fetch, config, url }: Call,
  token: Secret,
  method: 'GET' | 'POST' = 'GET',
): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token.reveal()}`,
      'x-github-api-version': '2022-11-28',
    },
  });
  return assertOk(response, { url, remedy: `Check appId and privateKey of the GitHub App ${config.appId}.` });
}

async function listRepositories({ url, ...rest }: Call, token: Secret): Promise<string[]> {
  const found = await collectPages(page => {
    return call({ ...rest, url: `${url}/installation/repositories?per_page=100&page=${page}` }, token);
  });
  return found.map(({ name }) => String(name));
}

/** Goes on while a page is full. The list is the body, or its only list. */
async function collectPages(
  request: (page: number) => Promise<Response>,
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let page = 1; ; page += 1) {
    const body = (await (await request(page)).json()) as Record<string, unknown>;
    const items = (Array.isArray(body) ? body : (body['repositories'] ?? [])) as Record<string, unknown>[];
    found.push(...items);
    if (items.length < 100) return found;
  }
}

function toInstallation(data: Record<string, unknown>): GithubInstallation[] {
  const account = data['account'] as { login?: string; slug?: string } | null;
  const owner = account?.login ?? account?.slug;
  if (owner === undefined || typeof data['id'] !== 'number') return [];
  return [{ id: data['id'], owner, suspended: Boolean(data['suspended_at'] ?? data['suspended_by']) }];
}

/** GitHub allows ten minutes; the clocks may differ by one. */
async function signAppToken(config: GithubAppConfig): Promise<Secret> {
  const key = readKey(config);
  // Loaded when there is an app to sign for, and not at every start.
  const { SignJWT } = await import('jose');
  const now = Math.floor(Date.now() / 1000);
  const jwt = new SignJWT().setProtectedHeader({ alg: 'RS256' }).setIssuer(String(config.appId));
  return new Secret(
    await jwt
      .setIssuedAt(now - 60)
      .setExpirationTime(now + 8 * 60)
      .sign(key),
  );
}

function readKey({ appId, privateKey }: GithubAppConfig): KeyObject {
  try {
    return createPrivateKey(privateKey.reveal());
  } catch {
    // The reason may quote the key.
    throw asFaultOfHost(
      new AuthenticationError(
        `The privateKey of the GitHub App ${appId} is no private key in PEM form. Copy the whole file that GitHub gave`,
      ),
    );
  }
}
