import { tmpdir } from 'node:os';
import { readDurationFromConfig, durationToMilliseconds, type Config } from '@portico/config';
import { createScmIntegrations, type ScmIntegrations } from '@portico/integration';
import {
  createGuardedFetch,
  createScmCredentials,
  trustIntegrations,
  type GuardedFetch,
  type RequestLimits,
  type ScmCredentialsByUrl,
} from '@portico/integration/node';
import { readAllowList } from './allow-list.ts';
import type { TreeResponseOptions } from './tree-response-factory.ts';

/** What all readers read with: one for all plugins, so that tokens and connections are shared. */
export interface HostAccess {
  integrations: ScmIntegrations;
  credentials: ScmCredentialsByUrl;
  /** Goes to the hosts of integrations, and where they redirect to. */
  fetch: GuardedFetch;
  /** Goes to the hosts of `backend.reading.allow` only. */
  fetchAllowed: GuardedFetch;
  isAllowed(url: URL): boolean;
  /** For the archives of whole repositories. */
  archiveLimits: Partial<RequestLimits>;
  trees: TreeResponseOptions;
}

const mebibyte = 1024 ** 2;

/**
 * Reads `integrations` and `backend.reading`:
 * - `allow[]`: see {@link readAllowList};
 * - `maxBytes`: the longest file, 50 MiB unless given;
 * - `maxArchiveBytes`: the largest archive of a repository, 1 GiB;
 * - `maxTreeBytes`: the same, unpacked, 2 GiB;
 * - `maxSilence`: how long a host may say nothing, 30 seconds;
 * - `maxDuration`: how long reading one file may take, 5 minutes; for an archive three times that.
 *
 * `backend.workingDirectory` is where trees are kept while they are in use.
 */
export function createHostAccess(config: Config): HostAccess {
  const integrations = createScmIntegrations(config);
  const isAllowed = readAllowList(config);
  const read = config.getOptionalConfig('backend.reading');
  const maxTreeBytes = read?.getOptionalNumber('maxTreeBytes') ?? 2048 * mebibyte;
  const limits: RequestLimits = {
    maxBytes: read?.getOptionalNumber('maxBytes') ?? 50 * mebibyte,
    idleTimeout: readMilliseconds(read, 'maxSilence') ?? 30_000,
    totalTimeout: readMilliseconds(read, 'maxDuration') ?? 300_000,
  };
  const trustHosts = trustIntegrations(integrations);
  const fetch = createGuardedFetch({ trust: url => (isAllowed(url) ? 'trusted' : trustHosts(url)), limits });
  return {
    integrations,
    credentials: createScmCredentials(integrations, { fetch }),
    fetch,
    fetchAllowed: createGuardedFetch({ trust: url => (isAllowed(url) ? 'trusted' : 'refused'), limits }),
    isAllowed,
    archiveLimits: {
      maxBytes: read?.getOptionalNumber('maxArchiveBytes') ?? 1024 * mebibyte,
      totalTimeout: 3 * limits.totalTimeout,
    },
    trees: {
      workingDirectory: config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
      maxBytes: maxTreeBytes,
      maxKeptBytes: Math.min(maxTreeBytes, 512 * mebibyte),
    },
  };
}

function readMilliseconds(config: Config | undefined, key: string): number | undefined {
  return config?.has(key) === true
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : undefined;
}
