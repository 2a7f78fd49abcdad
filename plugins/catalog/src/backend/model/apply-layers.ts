import type {
  DeclaredName,
  KindDefinition,
  ModelBase,
  RelationField,
  RelationPair,
} from '@portico/catalog-model';
import { InputError } from '@portico/errors';
import { isDeepStrictEqual } from 'node:util';
import { createKindDrafts, type KindDrafts, type LayerFault } from './kind-drafts.ts';
import {
  compareOperations,
  type LayerOperation,
  type LayerOperationOf,
  type ModelLayer,
} from './layer-operations.ts';

/**
 * Has layers change what the model begins with: all declare first, then change,
 * then remove, as `compileCatalogModel` of `@backstage/catalog-model/alpha` does.
 * What layers under ids of `backstage.io` declare and is there already stays as
 * it is: they are the built-in kinds, which every catalog has.
 *
 * @throws InputError that names every layer and what it cannot do.
 */
export function applyLayers(base: ModelBase, layers: readonly ModelLayer[]): ModelBase {
  const faults: string[] = [];
  const drafts: ModelDrafts = {
    kinds: createKindDrafts(base.kinds),
    relations: [...base.relations],
    annotations: toNames(base.metadata.annotations),
    labels: toNames(base.metadata.labels),
    tags: toNames(base.metadata.tags),
  };
  const operations = withoutRepetition(layers, faults)
    .flatMap(({ layerId, ops }) => ops.map(operation => ({ layerId, operation })))
    .toSorted((a, b) => compareOperations(a.operation, b.operation));
  for (const { layerId, operation } of operations) {
    const fault = apply(drafts, operation);
    if (!fault || (fault.reason === 'is declared already' && isOfBackstage(layerId))) continue;
    faults.push(`the layer '${layerId}' has '${operation.op}', but ${fault.subject} ${fault.reason}`);
  }
  if (faults.length > 0) {
    throw new InputError(
      `The layers of the model do not fit: ${faults.join('; ')}. Remove one of them, or declare each thing once and then update it`,
    );
  }
  return {
    kinds: drafts.kinds.definitions().map(kind => markOneWay(kind, drafts.relations)),
    relations: drafts.relations,
    metadata: {
      annotations: [...drafts.annotations.values()],
      labels: [...drafts.labels.values()],
      tags: [...drafts.tags.values()],
    },
  };
}

interface ModelDrafts {
  kinds: KindDrafts;
  relations: RelationPair[];
  annotations: Map<string, DeclaredName>;
  labels: Map<string, DeclaredName>;
  tags: Map<string, DeclaredName>;
}

type NameOperation = LayerOperationOf<
  | `declare${'Annotation' | 'Label' | 'Tag'}.v1`
  | `update${'Annotation' | 'Label' | 'Tag'}.v1`
  | `remove${'Annotation' | 'Label' | 'Tag'}.v1`
>;

function apply(drafts: ModelDrafts, operation: LayerOperation): LayerFault | undefined {
  switch (operation.op) {
    case 'declareKind.v1':
      return drafts.kinds.declareKind(operation);
    case 'declareKindVersion.v1':
      return drafts.kinds.declareVersion(operation);
    case 'updateKind.v1':
      return drafts.kinds.updateKind(operation);
    case 'updateKindVersion.v1':
      return drafts.kinds.updateVersion(operation);
    case 'removeKind.v1':
      return drafts.kinds.removeKind(operation.kind);
    case 'declareRelation.v1':
      return declareRelation(drafts.relations, operation);
    case 'updateRelation.v1':
      return updateRelation(drafts.relations, operation);
    case 'declareAnnotation.v1':
    case 'updateAnnotation.v1':
    case 'removeAnnotation.v1':
      return applyToName(drafts.annotations, 'annotation', operation);
    case 'declareLabel.v1':
    case 'updateLabel.v1':
    case 'removeLabel.v1':
      return applyToName(drafts.labels, 'label', operation);
    case 'declareTag.v1':
    case 'updateTag.v1':
    case 'removeTag.v1':
      return applyToName(drafts.tags, 'tag', operation);
  }
}

/** Layers tell a pair twice, once in each direction, and again for each two kinds. */
function declareRelation(
  pairs: RelationPair[],
  { type, properties }: LayerOperationOf<'declareRelation.v1'>,
): LayerFault | undefined {
  const { reverseType: inverse, title } = properties;
  const back = pairs.findIndex(pair => pair.type === inverse && pair.inverse === type);
  const before = pairs[back];
  if (before) pairs[back] = { ...before, ...(title && !before.inverseTitle && { inverseTitle: title }) };
  else if (!pairs.some(pair => pair.type === type && pair.inverse === inverse)) {
    // One that contradicts another pair is found when all of the model is known.
    pairs.push({ type, inverse, ...(title && { title }) });
  }
  return undefined;
}

function updateRelation(
  pairs: RelationPair[],
  { type, properties: { title, reverseTitle, reverseType } }: LayerOperationOf<'updateRelation.v1'>,
): LayerFault | undefined {
  const index = pairs.findIndex(pair => pair.type === type || pair.inverse === type);
  const pair = pairs[index];
  if (!pair) return { subject: `the relation '${type}'`, reason: 'is not declared' };
  const isForward = pair.type === type;
  const own = isForward ? title : reverseTitle;
  const other = isForward ? reverseTitle : title;
  pairs[index] = {
    ...pair,
    ...(own !== undefined && { title: own }),
    ...(other !== undefined && { inverseTitle: other }),
    ...(reverseType !== undefined && (isForward ? { inverse: reverseType } : { type: reverseType })),
  };
  return undefined;
}

function applyToName(
  names: Map<string, DeclaredName>,
  what: string,
  operation: NameOperation,
): LayerFault | undefined {
  const { name, op } = operation;
  const before = names.get(name);
  const subject = `the ${what} '${name}'`;
  if (op.startsWith('declare') === Boolean(before)) {
    return { subject, reason: before ? 'is declared already' : 'is not declared' };
  }
  if (!('properties' in operation)) {
    names.delete(name);
    return undefined;
  }
  const { title, description, schema } = operation.properties;
  names.set(name, {
    ...(before ?? { name }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(schema && { schema: schema.jsonSchema }),
  });
  return undefined;
}

/** Layers need not declare the relations of their fields, which then lead one way only. */
function markOneWay(kind: KindDefinition, pairs: readonly RelationPair[]): KindDefinition {
  const isPaired = ({ relation }: RelationField): boolean =>
    pairs.some(({ type, inverse }) => type === relation || inverse === relation);
  const mark = (fields: RelationField[]): RelationField[] =>
    fields.map(field => (isPaired(field) ? field : { ...field, oneWay: true }));
  const specTypes = Object.entries(kind.specTypes ?? {}).map(
    ([type, { relationFields, ...specType }]) =>
      [type, { ...specType, ...(relationFields && { relationFields: mark(relationFields) }) }] as const,
  );
  return {
    ...kind,
    relationFields: mark(kind.relationFields),
    ...(kind.specTypes && { specTypes: Object.fromEntries(specTypes) }),
  };
}

/** Several modules may bring the same layer. */
function withoutRepetition(layers: readonly ModelLayer[], faults: string[]): ModelLayer[] {
  const byId = new Map<string, ModelLayer>();
  for (const layer of layers) {
    const other = byId.get(layer.layerId);
    if (!other) byId.set(layer.layerId, layer);
    else if (!isDeepStrictEqual(other.ops, layer.ops)) {
      faults.push(`there are two layers '${layer.layerId}' that say different things`);
    }
  }
  return [...byId.values()];
}

function isOfBackstage(layerId: string): boolean {
  return /(?:^|\.)backstage\.io$/.test(layerId.split('/')[0] ?? '');
}

function toNames(declared: readonly DeclaredName[]): Map<string, DeclaredName> {
  return new Map(declared.map(name => [name.name, name]));
}
