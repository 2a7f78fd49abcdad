import type { JsonObject } from '@portico/config';
import { DEFAULT_NAMESPACE, type Entity } from './entity.ts';
import type { ResolvedRelationField } from './references.ts';

// Sorted in every kind, so that a source without an order of its own does not look changed at every read.
const sortedSpecFields = [
  'providesApis',
  'consumesApis',
  'dependsOn',
  'dependencyOf',
  'memberOf',
  'children',
  'members',
];

/** Fills in the namespace and sorts the lists of refs, in a copy; returns the entity itself if nothing is to be done. */
export function normalizeEntity(entity: Entity, fields: readonly ResolvedRelationField[]): Entity {
  const metadata = entity.metadata.namespace
    ? entity.metadata
    : { ...entity.metadata, namespace: DEFAULT_NAMESPACE };
  const spec = entity.spec && sortLists(entity.spec, fields);
  if (metadata === entity.metadata && spec === entity.spec) return entity;
  return spec ? { ...entity, metadata, spec } : { ...entity, metadata };
}

function sortLists(spec: JsonObject, fields: readonly ResolvedRelationField[]): JsonObject {
  const names = new Set(sortedSpecFields);
  for (const { steps } of fields)
    if (steps.length === 2 && steps[0] === 'spec' && steps[1]) names.add(steps[1]);
  let sorted = spec;
  for (const name of names) {
    const value = spec[name];
    if (!Array.isArray(value) || !value.every(item => typeof item === 'string') || isSorted(value)) continue;
    sorted = { ...sorted, [name]: value.toSorted(byCodeUnit) };
  }
  return sorted;
}

function isSorted(texts: string[]): boolean {
  return texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') <= text);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
