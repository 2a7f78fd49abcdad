import type { LoggerService } from '@portico/backend-plugin-api';
import { type CatalogModel, type Entity, findPlaceholders } from '@portico/catalog-model';
import type { ScmIntegrations } from '@portico/integration';
import type { CatalogOptions } from './catalog-options.ts';
import { type CatalogRules, toRuleCheck } from './engine/catalog-rules.ts';
import { createEntityProcessing, type EntityProcessing } from './engine/process-entity.ts';
import { arrangeProcessors } from './processors/arrange-processors.ts';
import { createBuiltinProcessors } from './processors/builtin-processors.ts';
import { createDocumentParser } from './reading/document-parser.ts';
import type { PoliteReader } from './reading/polite-reader.ts';
import type { YamlReader } from './reading/yaml-reader.ts';
import type { CatalogRegistries } from './registries.ts';
import { createTargetResolver } from './resolve-target.ts';

/** How the entities of a catalog are processed. */
export interface CatalogProcessing {
  process: EntityProcessing;
  /** Whether processing an entity waits for nothing. */
  isQuick(entity: Entity): boolean;
  /** The names of all processors. */
  processors: readonly string[];
  /** The names of the processors that modules have added. */
  foreignProcessors: ReadonlySet<string>;
}

/** Puts the processors of the catalog and of modules together. `onRead` is told the folders that files were read from. */
export function createCatalogProcessing(parts: {
  options: CatalogOptions;
  model: CatalogModel;
  integrations: ScmIntegrations;
  rules: CatalogRules;
  reader: PoliteReader;
  yaml: YamlReader;
  registries: CatalogRegistries;
  logger: LoggerService;
  allowedLocationTypes: readonly string[];
  onRead(folder: string): void;
}): CatalogProcessing {
  const { options, model, integrations, registries, logger, allowedLocationTypes } = parts;
  const builtin = createBuiltinProcessors({ ...parts, onlyKinds: options.disableDefaultProcessors });
  const processors = arrangeProcessors({
    builtin,
    added: registries.processors,
    optionsOf: options.processorOptions,
  });
  const foreign = processors.filter(processor => !builtin.includes(processor));
  const isForeign = foreign.some(
    processor => processor.preProcessEntity ?? processor.validateEntityKind ?? processor.postProcessEntity,
  );
  return {
    process: createEntityProcessing({
      processors,
      model,
      checkRules: toRuleCheck(parts.rules),
      parser: registries.parser ?? createDocumentParser(model, parts.yaml),
      allowedLocationTypes,
      resolveTarget: createTargetResolver(integrations),
      warn: message => logger.warn(message),
    }),
    isQuick: entity => !isForeign && entity.kind !== 'Location' && findPlaceholders(entity).length === 0,
    processors: processors.map(processor => processor.getProcessorName()),
    foreignProcessors: new Set(foreign.map(processor => processor.getProcessorName())),
  };
}
