import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type CatalogModel,
  type Entity,
  type EntityProblem,
  type ProblemText,
  type RelationEdge,
  parseLocationRef,
  stringifyEntityRef,
  stringifyLocationRef,
  writeProblemText,
} from '@portico/catalog-model';
import { type SerializedError, serializeError } from '@portico/errors';
import type {
  CatalogProcessorEmit,
  CatalogProcessorEntityResult,
  CatalogProcessorResult,
  LocationSpec,
} from '../../node/processing.ts';
import type { Refusal } from '../database/refusals.ts';
import { toStorableText } from '../database/storable-text.ts';
import { problemsOf } from '../../node/parse-entity-documents.ts';
import { type DesiredEntity, malformedEnvelope, toDesiredEntity } from './desired-entity.ts';
import { locationSpecToLocationEntity } from '../../node/location-entity.ts';

/** Judges whether an entity may come from a location; gives the reason if not. */
export type RuleCheck = (
  entity: Entity,
  origin: LocationSpec,
  location: LocationSpec,
) => ProblemText | undefined;

/** Gathers what processors emit for one entity. */
export interface ResultCollector {
  emit: CatalogProcessorEmit;
  readonly relations: RelationEdge[];
  readonly children: DesiredEntity[];
  readonly refreshKeys: string[];
  readonly errors: SerializedError[];
  readonly refusals: Refusal[];
  /** What is wrong with the documents of children, by their refs. */
  readonly problems: Map<string, EntityProblem[]>;
  /** How much was emitted so far. */
  readonly count: number;
}

/** Makes a collector for the results of an entity. `warn` is told about what is ignored. */
export function createResultCollector(options: {
  parent: Entity;
  model: CatalogModel;
  checkRules: RuleCheck;
  warn(message: string): void;
}): ResultCollector {
  const { parent, model, checkRules, warn } = options;
  const parentRef = stringifyEntityRef(parent);
  const relations: RelationEdge[] = [];
  const children: DesiredEntity[] = [];
  const refreshKeys: string[] = [];
  const errors: SerializedError[] = [];
  const refusals: Refusal[] = [];
  const problems = new Map<string, EntityProblem[]>();
  let count = 0;

  function addEntity(result: CatalogProcessorEntityResult): void {
    const faults = model.checkEnvelope(result.entity);
    if (faults.length > 0) {
      const located = problemsOf(result)?.problems ?? faults;
      errors.push({ ...serializeError(malformedEnvelope(located)), problems: located });
      return;
    }
    const found = problemsOf(result);
    if (found) problems.set(found.ref, found.problems);
    const ref = stringifyEntityRef(result.entity);
    if (ref === parentRef) {
      warn(`Ignored entity '${ref}' at ${stringifyLocationRef(result.location)}, since it emitted itself`);
      return;
    }
    const entity = withLocations(result.entity, result.location, parent);
    const locationKey =
      result.locationKey === undefined ? stringifyLocationRef(result.location) : result.locationKey;
    addChild(toDesiredEntity(entity, locationKey), result.location);
  }

  function addChild(child: DesiredEntity, location: LocationSpec): void {
    const origin = child.entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
    const refused = origin && checkRules(child.entity, parseLocationRef(origin), location);
    if (refused) {
      const message = writeProblemText(refused);
      refusals.push({ ref: child.ref, claimant: parentRef, reason: 'rule', detail: message });
      errors.push({ name: 'NotAllowedError', message, text: refused });
      return;
    }
    children.push(child);
  }

  function add(result: CatalogProcessorResult): void {
    switch (result.type) {
      case 'entity':
        addEntity(result);
        return;
      case 'location': {
        const entity = locationSpecToLocationEntity({ location: result.location, parentEntity: parent });
        addChild(toDesiredEntity(entity, stringifyLocationRef(result.location)), result.location);
        return;
      }
      case 'relation': {
        const { source, type, target } = result.relation;
        relations.push({
          sourceRef: toStorableText(stringifyEntityRef(source)),
          type: toStorableText(type),
          targetRef: toStorableText(stringifyEntityRef(target)),
        });
        return;
      }
      case 'error':
        errors.push(serializeError(result.error));
        return;
      case 'refresh':
        refreshKeys.push(result.key);
    }
  }

  return {
    emit(result) {
      count += 1;
      try {
        add(result);
      } catch (error) {
        errors.push(serializeError(error));
      }
    },
    relations,
    children,
    refreshKeys,
    errors,
    refusals,
    problems,
    get count() {
      return count;
    },
  };
}

function withLocations(entity: Entity, location: LocationSpec, parent: Entity): Entity {
  const origin = parent.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        ...(origin && { [ANNOTATION_ORIGIN_LOCATION]: origin }),
        [ANNOTATION_LOCATION]: stringifyLocationRef(location),
      },
    },
  };
}
