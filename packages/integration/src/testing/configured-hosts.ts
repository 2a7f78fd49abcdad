import { createConfigReader } from '@portico/config';
import { expect } from 'vitest';
import { createScmIntegrations, type GitIntegration } from '../index.ts';

/** The integrations of a configuration. */
export function readIntegrations(integrations: Record<string, unknown> = {}) {
  const data = JSON.parse(JSON.stringify({ integrations }));
  return createScmIntegrations(createConfigReader([{ context: 'test', data }]));
}

/** A host of every type. */
export const configured = readIntegrations({
  github: [{ host: 'ghe.corp', apiBaseUrl: 'https://ghe.corp/api/v3/' }],
  gitlab: [{ host: 'gl.corp', apiBaseUrl: 'https://gl.corp/git/api/v4', baseUrl: 'https://gl.corp/git' }],
  bitbucketServer: [{ host: 'bbs.corp', apiBaseUrl: 'https://bbs.corp/ctx/rest/api/1.0' }],
  azure: [{ host: 'tfs.corp' }, { host: 'acme.visualstudio.com' }],
  gitea: [{ host: 'gitea.corp', baseUrl: 'https://gitea.corp/sub' }],
  gerrit: [{ host: 'gerrit.corp', gitilesBaseUrl: 'https://gerrit.corp/gitiles' }],
  harness: [{ host: 'app.harness.io' }],
  awsCodeCommit: [{ region: 'eu-west-1' }],
  awsS3: [{ endpoint: 'http://minio.corp:9000' }],
});

/** The host of a URL. */
export function gitAt(url: string): GitIntegration {
  const integration = configured.byUrl(url);
  if (!integration || !('parseUrl' in integration)) throw new Error(`no git host for ${url}`);
  return integration as GitIntegration;
}

/** What work gives; `undefined` where it refused its input, the only error that it may throw. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ name: 'InputError' });
    return undefined;
  }
}
