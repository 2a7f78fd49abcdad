import type { Config } from '@portico/config';
import { readAwsCodeCommitIntegrations, type AwsCodeCommitIntegration } from './hosts/aws-code-commit.ts';
import { readAzureIntegrations, type AzureIntegration } from './hosts/azure.ts';
import { readBitbucketCloudIntegrations, type BitbucketCloudIntegration } from './hosts/bitbucket-cloud.ts';
import {
  readBitbucketServerIntegrations,
  type BitbucketServerIntegration,
} from './hosts/bitbucket-server.ts';
import { readGerritIntegrations, type GerritIntegration } from './hosts/gerrit.ts';
import { readGiteaIntegrations, type GiteaIntegration } from './hosts/gitea.ts';
import { readGithubIntegrations, type GithubIntegration } from './hosts/github.ts';
import { readGitlabIntegrations, type GitlabIntegration } from './hosts/gitlab.ts';
import { readHarnessIntegrations, type HarnessIntegration } from './hosts/harness.ts';
import {
  readAwsS3Integrations,
  readAzureBlobStorageIntegrations,
  readGoogleGcsIntegrations,
  type AwsS3Config,
  type AzureBlobStorageConfig,
  type GoogleGcsConfig,
} from './hosts/object-storage.ts';
import { resolvePlainUrl } from './resolve-url.ts';
import {
  groupIntegrations,
  type ResolveUrlOptions,
  type ScmIntegration,
  type ScmIntegrationsGroup,
} from './scm-integration.ts';

/** All source hosts that are configured under `integrations`, and the public ones. */
export interface ScmIntegrations extends ScmIntegrationsGroup<ScmIntegration> {
  awsCodeCommit: ScmIntegrationsGroup<AwsCodeCommitIntegration>;
  awsS3: ScmIntegrationsGroup<ScmIntegration<AwsS3Config>>;
  azure: ScmIntegrationsGroup<AzureIntegration>;
  azureBlobStorage: ScmIntegrationsGroup<ScmIntegration<AzureBlobStorageConfig>>;
  bitbucketCloud: ScmIntegrationsGroup<BitbucketCloudIntegration>;
  bitbucketServer: ScmIntegrationsGroup<BitbucketServerIntegration>;
  gerrit: ScmIntegrationsGroup<GerritIntegration>;
  gitea: ScmIntegrationsGroup<GiteaIntegration>;
  github: ScmIntegrationsGroup<GithubIntegration>;
  gitlab: ScmIntegrationsGroup<GitlabIntegration>;
  googleGcs: ScmIntegrationsGroup<ScmIntegration<GoogleGcsConfig>>;
  harness: ScmIntegrationsGroup<HarnessIntegration>;
  /** As the integration of the base's host does it; like a link in a web page for an unknown host. */
  resolveUrl(options: ResolveUrlOptions): string;
  /** As the integration of the host does it; the URL itself for an unknown host. */
  resolveEditUrl(url: string): string;
}

/**
 * Reads `integrations` of the configuration. Throws `InputError`, or the
 * configuration's own error, for what cannot be used.
 */
export function createScmIntegrations(config: Config): ScmIntegrations {
  const groups = {
    awsS3: groupIntegrations(readAwsS3Integrations(config)),
    awsCodeCommit: groupIntegrations(readAwsCodeCommitIntegrations(config)),
    azureBlobStorage: groupIntegrations(readAzureBlobStorageIntegrations(config)),
    azure: groupIntegrations(readAzureIntegrations(config)),
    bitbucketCloud: groupIntegrations(readBitbucketCloudIntegrations(config)),
    bitbucketServer: groupIntegrations(readBitbucketServerIntegrations(config)),
    gerrit: groupIntegrations(readGerritIntegrations(config)),
    github: groupIntegrations(readGithubIntegrations(config)),
    gitlab: groupIntegrations(readGitlabIntegrations(config)),
    gitea: groupIntegrations(readGiteaIntegrations(config)),
    googleGcs: groupIntegrations(readGoogleGcsIntegrations(config)),
    harness: groupIntegrations(readHarnessIntegrations(config)),
  };
  const all = groupIntegrations(Object.values(groups).flatMap((group): ScmIntegration[] => group.list()));
  return {
    ...groups,
    ...all,
    resolveUrl: options => (all.byUrl(options.base)?.resolveUrl ?? resolvePlainUrl)(options),
    resolveEditUrl: url => all.byUrl(url)?.resolveEditUrl(url) ?? url,
  };
}
