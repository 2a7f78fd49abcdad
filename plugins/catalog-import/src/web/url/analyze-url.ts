import type { CatalogApi } from '@portico/catalog-client';
import { DEFAULT_NAMESPACE, type Entity } from '@portico/catalog-model';
import type { ScmIntegrations } from '@portico/integration';
import type { AnalyzedLocation, AnalyzeResult } from '../../react/catalog-import-api.ts';
import { guessFileUrl } from './guess-file-url.ts';

/** What {@link analyzeUrl} works with. */
export interface AnalyzeTools {
  catalog: Pick<CatalogApi, 'addLocation' | 'analyzeLocation'>;
  integrations: ScmIntegrations;
  /** The name of the file to look for in repositories. */
  filename: string;
}

/** Finds out what a URL is, a file or a repository, and what it declares. */
export async function analyzeUrl(url: string, tools: AnalyzeTools): Promise<AnalyzeResult> {
  const { integrations, catalog, filename } = tools;
  const integration = integrations.byUrl(url);
  if (isFile(url) || !integration)
    return { type: 'locations', locations: [await readLocation(catalog, url)] };
  const { existingEntityFiles, generateEntities } = await catalog.analyzeLocation({
    location: { type: 'url', target: url },
    catalogFilename: filename,
  });
  if (existingEntityFiles.length > 0) {
    const targets = Map.groupBy(existingEntityFiles, ({ location }) => location.target);
    const locations = [...targets].map(([target, files]) =>
      toLocation(target, {
        exists: files.some(file => file.isRegistered),
        entities: files.map(file => file.entity),
      }),
    );
    return { type: 'locations', locations };
  }
  const guess = guessFileUrl(url, { type: integration.type, filename });
  const found = guess === undefined ? undefined : await readIfThere(catalog, guess);
  if (found) return { type: 'locations', locations: [found] };
  return {
    type: 'repository',
    url,
    integrationType: integration.type,
    generatedEntities: generateEntities.map(({ entity }) => entity),
  };
}

/** A file of YAML, by its name or by the `path` that some hosts write into the query. */
function isFile(url: string): boolean {
  const parsed = URL.parse(url);
  return [parsed?.pathname ?? url, parsed?.searchParams.get('path') ?? ''].some(path =>
    /\.ya?ml$/i.test(path),
  );
}

async function readLocation(catalog: AnalyzeTools['catalog'], target: string): Promise<AnalyzedLocation> {
  const { location, entities, exists = false } = await catalog.addLocation({ target, dryRun: true });
  return toLocation(target, { exists, entities, locationRef: location.entityRef });
}

async function readIfThere(
  catalog: AnalyzeTools['catalog'],
  target: string,
): Promise<AnalyzedLocation | undefined> {
  try {
    return await readLocation(catalog, target);
  } catch (error) {
    if (error instanceof Error && /NotFoundError/.test(String(error.cause))) return undefined;
    throw error;
  }
}

function toLocation(
  target: string,
  { exists, entities, locationRef }: { exists: boolean; entities: Entity[]; locationRef?: string },
): AnalyzedLocation {
  return {
    target,
    exists,
    locationRef,
    entities: entities
      // The one that stands for the location itself is made by the catalog.
      .filter(({ kind, metadata }) => kind !== 'Location' || !metadata.name.startsWith('generated-'))
      .map(entity => ({
        kind: entity.kind,
        namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
        name: entity.metadata.name,
        entity,
      })),
  };
}
