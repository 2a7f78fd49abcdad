import { legacyLocationTypes } from '@portico/catalog-model';
import type { Config } from '@portico/config';
import type { CatalogProcessor } from '../../node/processing.ts';

/** The environment variable that silences the check. */
const skipVariable = 'BACKSTAGE_CATALOG_SKIP_MISSING_PROCESSORS_CHECK';

/** The processors of published modules that read locations of a type. */
const processorNames: Readonly<Record<string, string>> = {
  'aws-cloud-accounts': 'AwsOrganizationCloudAccountProcessor',
  's3-discovery': 'AwsS3DiscoveryProcessor',
  'azure-discovery': 'AzureDevOpsDiscoveryProcessor',
  'bitbucket-discovery': 'BitbucketDiscoveryProcessor',
  'github-discovery': 'GithubDiscoveryProcessor',
  'github-org': 'GithubOrgReaderProcessor',
  'gitlab-discovery': 'GitLabDiscoveryProcessor',
  'ldap-org': 'LdapOrgReaderProcessor',
  'microsoft-graph-org': 'MicrosoftGraphOrgReaderProcessor',
};

/**
 * Refuses to start with locations in the configuration whose type only a module
 * reads that is not installed, so that nobody waits for what they should
 * discover. Types that are not known are faults of their locations.
 *
 * @throws Error that names each such location, and what to use in its place.
 */
export function assertLegacyTypesRead(
  config: Config,
  processors: readonly CatalogProcessor[],
  environment: NodeJS.ProcessEnv = process.env,
): void {
  if (environment[skipVariable]) return;
  const installed = new Set(processors.map(processor => processor.getProcessorName()));
  const faults = (config.getOptionalConfigArray('catalog.locations') ?? []).flatMap((location, index) => {
    const type = location.getString('type');
    const name = Object.hasOwn(processorNames, type) ? processorNames[type] : undefined;
    if (name === undefined || installed.has(name)) return [];
    return [
      `'catalog.locations.${index}' is of the type '${type}', which only the processor '${name}' reads. ` +
        `Add the module that has it, or use '${legacyLocationTypes[type]}' and remove the location`,
    ];
  });
  if (faults.length === 0) return;
  throw new Error(`${faults.join('; ')}. To start all the same, set ${skipVariable}=true`);
}
