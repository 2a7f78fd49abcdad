import type { FieldFormats } from '@portico/catalog-model';
import type {
  CatalogAnalysisExtensionPoint,
  CatalogLocationsExtensionPoint,
  CatalogModelExtensionPoint,
  CatalogProcessingExtensionPoint,
  LocationAnalyzer,
  ScmLocationAnalyzer,
} from '../node/extension-points.ts';
import type { CatalogModelSource } from '../node/model-source.ts';
import type { CatalogProcessor, CatalogProcessorParser, PlaceholderResolver } from '../node/processing.ts';
import type { EntityProvider } from '../node/providers.ts';

/** A provider, and whom to tell when it does not start. */
export interface RegisteredProvider {
  provider: EntityProvider;
  /** Absent for a provider of the catalog itself. */
  onStartupFailure?: (error: Error) => void;
}

/** All that modules have put into the slots of the catalog. */
export interface CatalogRegistries {
  processors: CatalogProcessor[];
  providers: RegisteredProvider[];
  placeholderResolvers: Map<string, PlaceholderResolver>;
  onProcessingError?: Parameters<CatalogProcessingExtensionPoint['setOnProcessingErrorHandler']>[0];
  scmLocationAnalyzers: ScmLocationAnalyzer[];
  locationAnalyzer?: LocationAnalyzer | LocationAnalyzerFactory;
  fieldFormats: Partial<FieldFormats>;
  parser?: CatalogProcessorParser;
  modelSources: CatalogModelSource[];
  allowedLocationTypes?: string[];
}

/** Makes an analyzer of the analyzers for single hosts. */
export type LocationAnalyzerFactory = (options: {
  scmLocationAnalyzers: ScmLocationAnalyzer[];
}) => Promise<{ locationAnalyzer: LocationAnalyzer }>;

/** The registries with the slots that fill them. */
export interface CatalogSlots {
  registries: CatalogRegistries;
  /** For one module, whose failure it is when a provider of its does not start. */
  processing(reportFailure: (error: Error) => void): CatalogProcessingExtensionPoint;
  analysis: CatalogAnalysisExtensionPoint;
  model: CatalogModelExtensionPoint;
  locations: CatalogLocationsExtensionPoint;
}

/** Makes empty registries. */
export function createCatalogSlots(): CatalogSlots {
  const registries: CatalogRegistries = {
    processors: [],
    providers: [],
    placeholderResolvers: new Map(),
    scmLocationAnalyzers: [],
    fieldFormats: {},
    modelSources: [],
  };
  return {
    registries,
    processing: reportFailure => createProcessingSlot(registries, reportFailure),
    analysis: {
      setLocationAnalyzer(analyzer) {
        if (registries.locationAnalyzer) {
          throw new Error('The location analyzer is set twice. Remove one of the modules that set it');
        }
        registries.locationAnalyzer = analyzer;
      },
      addScmLocationAnalyzer: analyzer => void registries.scmLocationAnalyzers.push(analyzer),
    },
    model: {
      setFieldValidators: validators => void Object.assign(registries.fieldFormats, validators),
      setEntityDataParser(parser) {
        if (registries.parser) {
          throw new Error('The entity data parser is set twice. Remove one of the modules that set it');
        }
        registries.parser = parser;
      },
      addModelSource: source => void registries.modelSources.push(source),
    },
    locations: {
      setAllowedLocationTypes: types => void (registries.allowedLocationTypes = types),
    },
  };
}

function createProcessingSlot(
  registries: CatalogRegistries,
  onStartupFailure: (error: Error) => void,
): CatalogProcessingExtensionPoint {
  return {
    addProcessor: (...processors) => void registries.processors.push(...processors.flat()),
    addEntityProvider(...providers) {
      for (const provider of providers.flat()) registries.providers.push({ provider, onStartupFailure });
    },
    addPlaceholderResolver(key, resolver) {
      if (registries.placeholderResolvers.has(key)) {
        throw new Error(`A resolver for the placeholder '$${key}' is added twice. Remove one of the modules`);
      }
      registries.placeholderResolvers.set(key, resolver);
    },
    setOnProcessingErrorHandler: handler => void (registries.onProcessingError = handler),
  };
}
