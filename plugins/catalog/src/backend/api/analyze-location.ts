import { InputError } from '@portico/errors';
import type { ScmIntegrations } from '@portico/integration';
import type {
  AnalyzeLocationGenerateEntity,
  LocationAnalyzer,
  ScmLocationAnalyzer,
} from '../../node/extension-points.ts';
import type { CatalogRegistries } from '../registries.ts';

/** The analyzer that a module has set, or one that asks those for single hosts and suggests a component otherwise. */
export async function chooseLocationAnalyzer(
  { locationAnalyzer, scmLocationAnalyzers }: CatalogRegistries,
  integrations: ScmIntegrations,
): Promise<LocationAnalyzer> {
  if (typeof locationAnalyzer === 'function') {
    return (await locationAnalyzer({ scmLocationAnalyzers })).locationAnalyzer;
  }
  return locationAnalyzer ?? createLocationAnalyzer(scmLocationAnalyzers, integrations);
}

function createLocationAnalyzer(
  analyzers: readonly ScmLocationAnalyzer[],
  integrations: ScmIntegrations,
): LocationAnalyzer {
  return {
    async analyzeLocation({ location: { target: url }, catalogFilename }) {
      const analyzer = analyzers.find(candidate => candidate.supports(url));
      const found = await analyzer?.analyze({
        url,
        ...(catalogFilename !== undefined && { catalogFilename }),
      });
      if (found && found.existing.length > 0) {
        return { existingEntityFiles: found.existing, generateEntities: [] };
      }
      return { existingEntityFiles: [], generateEntities: [suggestComponent(url, integrations)] };
    },
  };
}

const annotationHosts: Record<string, string> = {
  azure: 'dev.azure.com',
  bitbucketCloud: 'bitbucket.org',
  bitbucketServer: 'bitbucket.org',
  github: 'github.com',
  gitlab: 'gitlab.com',
};

function suggestComponent(url: string, integrations: ScmIntegrations): AnalyzeLocationGenerateEntity {
  const { owner, repo } = repositoryOf(url, integrations);
  const host = annotationHosts[integrations.byUrl(url)?.type ?? ''];
  return {
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: repo,
        ...(host !== undefined && { annotations: { [`${host}/project-slug`]: `${owner}/${repo}` } }),
      },
      spec: { type: 'other', lifecycle: 'unknown' },
    },
    fields: [],
  };
}

interface Repository {
  owner: string;
  project?: string;
  repo: string;
}

/** The first two segments of the path where the host is not known to have others. */
function repositoryOf(url: string, integrations: ScmIntegrations): Repository {
  const integration = integrations.byUrl(url);
  if (integration && 'parseUrl' in integration) {
    const { parseUrl } = integration as { parseUrl(url: string): Repository };
    const { owner, project, repo } = parseUrl(url);
    // Slugs of Azure DevOps leave out the organization.
    return { owner: integration.type === 'azure' ? (project ?? owner) : owner, repo };
  }
  const [owner = '', path = ''] = new URL(url).pathname.split('/').filter(Boolean).map(decode);
  const repo = path.replace(/\.git$/, '');
  if (!owner || !repo) throw new InputError(`'${url}' does not point into a repository`);
  return { owner, repo };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new InputError(`The path of the URL is wrongly encoded at '${segment}'. Write a lone % as %25`);
  }
}
