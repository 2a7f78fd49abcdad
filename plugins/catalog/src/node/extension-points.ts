import { createExtensionPoint, type Credentials } from '@portico/backend-plugin-api';
import type { Entity, FieldFormats } from '@portico/catalog-model';
import type { CatalogProcessor, CatalogProcessorParser, PlaceholderResolver } from './processing.ts';
import type { EntityProvider } from './providers.ts';
import type { CatalogModelSource } from './model-source.ts';

/** Adds what feeds the catalog. */
export interface CatalogProcessingExtensionPoint {
  /** A processor with the name of a built-in one takes its place. */
  addProcessor(...processors: (CatalogProcessor | CatalogProcessor[])[]): void;
  addEntityProvider(...providers: (EntityProvider | EntityProvider[])[]): void;
  /** Resolves `{$<key>: …}`. */
  addPlaceholderResolver(key: string, resolver: PlaceholderResolver): void;
  /** Called whenever processing an entity found faults. */
  setOnProcessingErrorHandler(
    handler: (event: { unprocessedEntity: Entity; errors: Error[] }) => Promise<void> | void,
  ): void;
}

/** The slot for processors, providers and placeholders. */
export const catalogProcessingExtensionPoint = createExtensionPoint<CatalogProcessingExtensionPoint>({
  id: 'catalog.processing',
});

/** What `analyze-location` is asked. */
export interface AnalyzeLocationRequest {
  location: { type: string; target: string };
  catalogFilename?: string;
}

/** An entity that is declared in a repository already. */
export interface AnalyzeLocationExistingEntity {
  location: { type: string; target: string };
  isRegistered: boolean;
  entity: Entity;
}

/** An entity that could be declared for a repository. */
export interface AnalyzeLocationGenerateEntity {
  entity: Partial<Omit<Entity, 'metadata'>> & { metadata?: Partial<Entity['metadata']> };
  fields: {
    field: string;
    state: 'analysisSuggestedValue' | 'analysisSuggestedNoValue' | 'needsUserInput';
    value: string | null;
    description: string;
  }[];
}

/** What `analyze-location` answers. */
export interface AnalyzeLocationResponse {
  existingEntityFiles: AnalyzeLocationExistingEntity[];
  generateEntities: AnalyzeLocationGenerateEntity[];
}

/** Looks at a location before it is registered. */
export interface LocationAnalyzer {
  analyzeLocation(
    request: AnalyzeLocationRequest,
    credentials: Credentials,
  ): Promise<AnalyzeLocationResponse>;
}

/** Finds what is declared in the repositories of one kind of host. */
export interface ScmLocationAnalyzer {
  supports(url: string): boolean;
  analyze(options: {
    url: string;
    catalogFilename?: string;
  }): Promise<{ existing: AnalyzeLocationExistingEntity[] }>;
}

/** Replaces, or adds to, what looks at locations. */
export interface CatalogAnalysisExtensionPoint {
  setLocationAnalyzer(
    analyzerOrFactory:
      | LocationAnalyzer
      | ((options: {
          scmLocationAnalyzers: ScmLocationAnalyzer[];
        }) => Promise<{ locationAnalyzer: LocationAnalyzer }>),
  ): void;
  addScmLocationAnalyzer(analyzer: ScmLocationAnalyzer): void;
}

/** The slot for location analyzers. */
export const catalogAnalysisExtensionPoint = createExtensionPoint<CatalogAnalysisExtensionPoint>({
  id: 'catalog.analysis',
});

/** Changes what counts as an entity. */
export interface CatalogModelExtensionPoint {
  setFieldValidators(validators: Partial<FieldFormats>): void;
  /** Reads the files of locations. */
  setEntityDataParser(parser: CatalogProcessorParser): void;
  /** Adds kinds and relations; read once, when the catalog starts. */
  addModelSource(source: CatalogModelSource): void;
}

/** The slot for the model. */
export const catalogModelExtensionPoint = createExtensionPoint<CatalogModelExtensionPoint>({
  id: 'catalog.model',
});

/** Changes which locations may be registered. */
export interface CatalogLocationsExtensionPoint {
  /** `['url']` unless set. */
  setAllowedLocationTypes(locationTypes: string[]): void;
}

/** The slot for location types. */
export const catalogLocationsExtensionPoint = createExtensionPoint<CatalogLocationsExtensionPoint>({
  id: 'catalog.locations',
});
