/** The location types that the catalog itself can read. */
export const builtinLocationTypes: readonly string[] = ['url', 'file'];

/** The location types that may be registered over the API unless the catalog is told otherwise. */
export const defaultAllowedLocationTypes: readonly string[] = ['url'];

/** Location types of older portals, and the feature that discovers the same things today. */
export const legacyLocationTypes: Readonly<Record<string, string>> = {
  bootstrap: 'catalog.locations',
  'github-discovery': 'catalog.providers.github',
  'github-org': 'catalog.providers.githubOrg',
  'github-multi-org': 'catalog.providers.githubOrg',
  'gitlab-discovery': 'catalog.providers.gitlab',
  'bitbucket-discovery': 'catalog.providers.bitbucketCloud',
  'azure-discovery': 'catalog.providers.azureDevOps',
  's3-discovery': 'catalog.providers.awsS3',
  'aws-cloud-accounts': 'catalog.providers.aws',
  'aws-eks': 'catalog.providers.aws',
  'ldap-org': 'catalog.providers.ldapOrg',
  'microsoft-graph-org': 'catalog.providers.microsoftGraphOrg',
};
