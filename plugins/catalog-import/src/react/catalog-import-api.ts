import type { Entity } from '@portico/catalog-model';
import { createApiRef } from '@portico/frontend-plugin-api';

/** An entity that a location declares. */
export interface AnalyzedEntity {
  kind: string;
  namespace: string;
  name: string;
  /** The entity as the catalog would have it; without what only its registration tells. */
  entity: Entity;
}

/** A file that declares entities. */
export interface AnalyzedLocation {
  /** The URL of the file. */
  target: string;
  /** Whether it is registered already. */
  exists: boolean;
  /** The ref of the entity that stands for the location, where that is known. */
  locationRef?: string | undefined;
  entities: AnalyzedEntity[];
}

/** What there is behind a URL. */
export type AnalyzeResult =
  | { type: 'locations'; locations: AnalyzedLocation[] }
  /** A repository that declares nothing yet. */
  | {
      type: 'repository';
      /** The repository. */
      url: string;
      /** The type of the integration for its host, such as `github`; empty where there is none. */
      integrationType: string;
      /** What could be declared. */
      generatedEntities: Partial<Entity>[];
    };

/** A pull request that adds a file to a repository. */
export interface PullRequest {
  repositoryUrl: string;
  fileContent: string;
  title: string;
  body: string;
}

/** A pull request that was made, and where the file will be once it is merged. */
export interface SubmittedPullRequest {
  link: string;
  location: string;
}

/** Looks into URLs before they are registered, and proposes files to repositories. */
export interface CatalogImportApi {
  /**
   * Tells what a URL declares, without registering anything.
   *
   * @throws ResponseError as the catalog answers: the cause has `problems`, with lines and columns, when it is the
   * file that has faults.
   */
  analyzeUrl(url: string): Promise<AnalyzeResult>;
  /** The words of a pull request, to begin with. */
  preparePullRequest(): Promise<{ title: string; body: string }>;
  /** Whether {@link submitPullRequest} can work for a repository. */
  canSubmitPullRequest(repositoryUrl: string): Promise<boolean>;
  /**
   * Makes a pull request as the user.
   *
   * @throws Error for a host that it does not know, and for what the host refuses.
   */
  submitPullRequest(request: PullRequest): Promise<SubmittedPullRequest>;
  /** A page of the host where the file is put in by hand; `undefined` for hosts that have none. */
  newFileUrl(repositoryUrl: string, fileContent: string): Promise<string | undefined>;
}

/** {@link CatalogImportApi}. */
export const catalogImportApiRef = createApiRef<CatalogImportApi>().with({
  id: 'plugin.catalog-import.service',
  pluginId: 'catalog-import',
});
