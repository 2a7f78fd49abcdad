import { createConfigReader } from '@portico/config';
import { createScmCredentials, type GuardedFetch } from '@portico/integration/node';
import { createUrlReader } from '../create-url-reader.ts';
import { createHostAccess } from '../host-access.ts';
import {
  azureApi,
  bitbucketApi,
  giteaApi,
  githubApi,
  gitlabApi,
  type HostApi,
  type TestRepository,
} from './host-apis.ts';
import { startTestHost, type TestAnswer, type TestHost } from './test-host.ts';

/** What every host has. */
export const repository: TestRepository = {
  commit: '1234567890abcdef1234567890abcdef12345678',
  files: {
    'catalog-info.yaml': 'kind: Component',
    'docs/index.md': '# Home',
    'docs/deep/a b.md': 'deep',
    'docs/home.md': '->index.md',
    'services/x/catalog-info.yaml': 'kind: API',
    'services/y/catalog-info.yaml': 'kind: System',
    'services/y/other.yaml': 'kind: Other',
    'üñí/#1.md': 'odd',
  },
};

/** A host, and how its URLs are written. */
export interface HostCase {
  api: HostApi;
  config(host: TestHost): Record<string, unknown>;
  /** The URL of a path at main, as the host shows it. */
  at(path: string, host: TestHost): string;
  /** The URL of the repository, without a ref. */
  top?(host: TestHost): string;
  authorization: string;
  isPublic?: boolean;
  etagLength?: number;
}

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

/** The hosts of git repositories that are read through their APIs. */
export const hosts: Record<string, HostCase> = {
  github: {
    api: githubApi,
    config: ({ url }) => ({
      github: [{ host: 'github.com', apiBaseUrl: url, rawBaseUrl: `${url}/raw`, token: 'tok' }],
    }),
    at: path => `https://github.com/o/r/blob/main/${encoded(path)}`,
    top: () => 'https://github.com/o/r',
    authorization: 'Bearer tok',
  },
  gitlab: {
    api: gitlabApi,
    config: ({ url }) => ({ gitlab: [{ host: 'gitlab.com', apiBaseUrl: `${url}/api/v4`, token: 'tok' }] }),
    at: path => `https://gitlab.com/g/s/r/-/blob/main/${encoded(path)}`,
    top: () => 'https://gitlab.com/g/s/r',
    authorization: 'Bearer tok',
  },
  bitbucketCloud: {
    api: bitbucketApi,
    config: () => ({ bitbucketCloud: [{ username: 'u', token: 'tok' }] }),
    at: path => `https://bitbucket.org/w/r/src/main/${encoded(path)}`,
    top: () => 'https://bitbucket.org/w/r',
    authorization: basic('u:tok'),
    isPublic: true,
    etagLength: 12,
  },
  azure: {
    api: azureApi,
    config: () => ({ azure: [{ credentials: [{ personalAccessToken: 'tok' }] }] }),
    at: path => `https://dev.azure.com/o/p/_git/r?path=${encodeURIComponent(`/${path}`)}&version=GBmain`,
    authorization: basic(':tok'),
    isPublic: true,
  },
  gitea: {
    api: giteaApi,
    config: ({ url, host }) => ({ gitea: [{ host, baseUrl: `${url}/sub`, password: 'tok' }] }),
    at: (path, { url }) => `${url}/sub/o/r/src/branch/main/${encoded(path)}`,
    top: ({ url }) => `${url}/sub/o/r`,
    authorization: 'token tok',
  },
};

const publicHosts = /^https:\/\/(api\.bitbucket\.org|bitbucket\.org|dev\.azure\.com)\//;

/** Starts a host, and a reader of it; `instead` answers before the host does. */
export async function startHostCase(
  hostCase: HostCase,
  instead: (path: string) => TestAnswer | undefined = () => undefined,
) {
  const host = await startTestHost(async request => {
    return instead(request.url.pathname) ?? hostCase.api(request, repository);
  });
  // The public hosts stand for this one.
  const reading = hostCase.isPublic ? { allow: [{ host: host.host }] } : {};
  const data = JSON.parse(JSON.stringify({ integrations: hostCase.config(host), backend: { reading } }));
  const config = createConfigReader([{ context: 'test', data }]);
  const real = createHostAccess(config);
  const fetch: GuardedFetch = async (url, request) =>
    real.fetch(
      String(url).replace(publicHosts, (_all, name: string) => `${host.url}/${name}/`),
      request,
    );
  const access = { ...real, fetch, credentials: createScmCredentials(real.integrations, { fetch }) };
  const logger = { info() {}, warn() {}, error() {}, debug() {}, child: () => logger };
  const reader = createUrlReader({ config, logger, access: () => access });
  return {
    reader,
    host,
    at: (path: string) => hostCase.at(path, host),
    [Symbol.asyncDispose]: host[Symbol.asyncDispose],
  };
}
