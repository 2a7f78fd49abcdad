import type { Entity } from '@portico/catalog-model';
import { stringifyEntityRef } from '@portico/catalog-model/refs';
import type { EntityLoaderApi } from '../react/entity-loader-api.ts';
import { shortName, specText, titleOf, toEntityRef } from '../react/entity-names.ts';
import type {
  EntityPresentationApi,
  EntityRefPresentationSnapshot,
} from '../react/entity-presentation-api.ts';

/** Calls entities by their titles, and refs, as long as nothing else is known, by their names. */
export function createEntityPresentation(loader: EntityLoaderApi): EntityPresentationApi {
  return {
    forEntity(entityOrRef, context) {
      if (typeof entityOrRef !== 'string') {
        const snapshot = describeEntity(entityOrRef);
        return { snapshot, promise: Promise.resolve(snapshot) };
      }
      const entityRef = toEntityRef(entityOrRef, context);
      const snapshot = { entityRef, primaryTitle: shortName(entityRef), secondaryTitle: entityRef };
      let promise: Promise<EntityRefPresentationSnapshot> | undefined;
      return {
        snapshot,
        // Most callers are content with what is known at once.
        get promise() {
          promise ??= loader
            .loadSummary(entityRef)
            .then(entity => (entity ? describeEntity(entity) : snapshot));
          return promise;
        },
      };
    },
  };
}

function describeEntity(entity: Entity): EntityRefPresentationSnapshot {
  const entityRef = stringifyEntityRef(entity);
  const facts = [entityRef, specText(entity, 'type'), entity.metadata.description];
  return {
    entityRef,
    primaryTitle: titleOf(entity),
    secondaryTitle: facts.filter(fact => fact !== undefined).join(' | '),
  };
}
