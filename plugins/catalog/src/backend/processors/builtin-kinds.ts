import {
  type CatalogModel,
  EntityValidationError,
  parseEntityRef,
  stringifyEntityRef,
} from '@portico/catalog-model';
import type { CatalogProcessor } from '../../node/processing.ts';
import { processingResult } from '../../node/processing-result.ts';

/** Knows the kinds of the model: checks entities of them, and emits the relations that their fields stand for. */
export function createBuiltinKindsProcessor(model: CatalogModel): CatalogProcessor {
  return {
    getProcessorName: () => 'BuiltinKindsEntityProcessor',
    async validateEntityKind(entity) {
      const { recognized, problems } = model.checkKind(entity);
      if (!recognized) return false;
      const all = [...problems, ...model.checkReferences(entity)];
      if (all.length > 0) throw new EntityValidationError(stringifyEntityRef(entity), all);
      return true;
    },
    async postProcessEntity(entity, _location, emit) {
      for (const { sourceRef, type, targetRef } of model.relationsOf(entity)) {
        emit(
          processingResult.relation({
            source: parseEntityRef(sourceRef),
            type,
            target: parseEntityRef(targetRef),
          }),
        );
      }
      return entity;
    },
  };
}
