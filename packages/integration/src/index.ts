export { RateLimitError, retryAfterOf } from './errors.ts';
export type { AwsCodeCommitConfig, AwsCodeCommitIntegration } from './hosts/aws-code-commit.ts';
export type { AzureCredential } from './hosts/azure-credentials-config.ts';
export type { AzureConfig, AzureIntegration } from './hosts/azure.ts';
export type { BitbucketCloudConfig, BitbucketCloudIntegration } from './hosts/bitbucket-cloud.ts';
export type { BitbucketServerConfig, BitbucketServerIntegration } from './hosts/bitbucket-server.ts';
export type { GerritConfig, GerritIntegration } from './hosts/gerrit.ts';
export type { GiteaConfig, GiteaIntegration } from './hosts/gitea.ts';
export type { GithubAppConfig, GithubConfig, GithubIntegration } from './hosts/github.ts';
export {
  gitlabRelativePath,
  type GitlabConfig,
  type GitlabIntegration,
  type GitlabRetryConfig,
} from './hosts/gitlab.ts';
export type { HarnessConfig, HarnessIntegration } from './hosts/harness.ts';
export type { AwsS3Config, AzureBlobStorageConfig, GoogleGcsConfig } from './hosts/object-storage.ts';
export type {
  GitIntegration,
  ResolveUrlOptions,
  ScmIntegration,
  ScmIntegrationsGroup,
} from './scm-integration.ts';
export { createScmIntegrations, type ScmIntegrations } from './scm-integrations.ts';
export { encodePath, encodeSegment, redactUrl, type SourceUrl } from './source-url.ts';
