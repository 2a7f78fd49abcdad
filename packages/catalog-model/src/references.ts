import { InputError } from '@portico/errors';
import type { CompoundEntityRef, Entity } from './entity.ts';
import { createProblem, valueAt, type EntityProblem, type FieldSteps } from './entity-problem.ts';
import {
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type EntityRefParts,
} from './entity-ref.ts';
import type { RelationField } from './kind-definition.ts';
import { quote } from './suggest.ts';

/** A relation field whose inverse is known, if it has one. */
export interface ResolvedRelationField extends RelationField {
  /** None for one that leads one way only. */
  inverse?: string;
  steps: readonly string[];
}

/** One edge of the graph, between two entity refs in lower case. */
export interface RelationEdge {
  sourceRef: string;
  type: string;
  targetRef: string;
}

/** What one of the relation fields of an entity says. */
interface Reference {
  field: ResolvedRelationField;
  steps: FieldSteps;
  value: unknown;
}

/**
 * The edges that the relation fields of an entity stand for, each followed by
 * its inverse.
 *
 * @throws InputError when a field holds what is no entity ref.
 */
export function relationEdges(entity: Entity, fields: readonly ResolvedRelationField[]): RelationEdge[] {
  const edges: RelationEdge[] = [];
  const self = getCompoundEntityRef(entity);
  const selfRef = stringifyEntityRef(self);
  for (const reference of listReferences(entity, fields)) {
    const target = readReference(reference, self.namespace);
    if (!isAllowedKind(target, reference.field)) continue;
    const targetRef = stringifyEntityRef(target);
    edges.push({ sourceRef: selfRef, type: reference.field.relation, targetRef });
    const { inverse } = reference.field;
    if (inverse !== undefined) edges.push({ sourceRef: targetRef, type: inverse, targetRef: selfRef });
  }
  return edges;
}

/** Checks that every relation field of an entity holds entity refs. */
export function checkReferences(entity: Entity, fields: readonly ResolvedRelationField[]): EntityProblem[] {
  const { namespace } = getCompoundEntityRef(entity);
  return listReferences(entity, fields).flatMap(reference => {
    try {
      readReference(reference, namespace);
      return [];
    } catch (error) {
      const message = `"${reference.steps.join('.')}" is not valid; ${error instanceof Error ? error.message : String(error)}`;
      return [createProblem('ref', reference.steps, message, { hint: hintForReference(reference) })];
    }
  });
}

/** Warns about refs that are well formed and most likely not meant as they are written. */
export function adviseOnReferences(
  entity: Entity,
  fields: readonly ResolvedRelationField[],
): EntityProblem[] {
  const self = getCompoundEntityRef(entity);
  return listReferences(entity, fields).flatMap(({ field, steps, value }) => {
    const advice = adviceFor(value, field, self);
    return advice ? [createProblem('advice', steps, ...advice)] : [];
  });
}

function adviceFor(
  value: unknown,
  field: ResolvedRelationField,
  self: CompoundEntityRef,
): [message: string, rest: { hint: string; severity: 'warning' }] | undefined {
  if (typeof value !== 'string') return undefined;
  const warn = (message: string, hint: string): ReturnType<typeof adviceFor> => [
    message,
    { hint, severity: 'warning' },
  ];
  const email = /^(?:[a-z]+:)?(?:[^/@]+\/)?([\w.+-]+)@[\w-]+(?:\.[\w-]+)+$/i.exec(value);
  if (email) {
    const hint = `Write the ref of the user or group, such as 'user:default/${(email[1] ?? '').toLowerCase()}'`;
    return warn(`"${field.path}" is the e-mail address ${quote(value)}, which is no entity ref`, hint);
  }
  if (/\s/.test(value)) {
    const hint = `No entity has a name with blanks; use the name from the metadata of the entity that is meant`;
    return warn(`"${field.path}" has a blank in ${quote(value)}`, hint);
  }
  const target = tryParse(value, field, self.namespace);
  if (target && stringifyEntityRef(target) === stringifyEntityRef(self)) {
    return warn(
      `"${field.path}" refers to the entity itself with ${quote(value)}`,
      'Name another entity or remove it',
    );
  }
  return undefined;
}

function tryParse(
  value: string,
  field: ResolvedRelationField,
  namespace: string,
): CompoundEntityRef | undefined {
  try {
    return parseEntityRef(value, contextOf(field, namespace));
  } catch {
    return undefined;
  }
}

function listReferences(entity: Entity, fields: readonly ResolvedRelationField[]): Reference[] {
  const references: Reference[] = [];
  for (const field of fields) {
    const value = valueAt(entity, field.steps);
    if (!value) continue;
    if (!Array.isArray(value)) references.push({ field, steps: field.steps, value });
    else
      value.forEach((item, index) => references.push({ field, steps: [...field.steps, index], value: item }));
  }
  return references;
}

function readReference({ field, value }: Reference, namespace: string): CompoundEntityRef {
  if (typeof value === 'string' || isRefParts(value))
    return parseEntityRef(value, contextOf(field, namespace));
  throw new InputError(`Entity reference ${quote(value)} is neither a text nor an object with a name`);
}

function contextOf(
  field: RelationField,
  namespace: string,
): { defaultKind?: string; defaultNamespace?: string } {
  const defaultNamespace = field.defaultNamespace === 'default' ? {} : { defaultNamespace: namespace };
  return field.defaultKind ? { defaultKind: field.defaultKind, ...defaultNamespace } : defaultNamespace;
}

function isRefParts(value: unknown): value is EntityRefParts {
  if (typeof value !== 'object' || value === null || !('name' in value) || typeof value.name !== 'string')
    return false;
  return Object.values(value).every(part => typeof part === 'string' || part === undefined);
}

function isAllowedKind(target: CompoundEntityRef, { allowedKinds }: RelationField): boolean {
  return !allowedKinds || allowedKinds.some(kind => kind.toLowerCase() === target.kind.toLowerCase());
}

function hintForReference({ field, value }: Reference): string | undefined {
  if (typeof value !== 'string' || value === '') return 'Write it as [<kind>:][<namespace>/]<name>';
  if (!field.defaultKind && !value.includes(':'))
    return `Put the kind in front: 'component:${value}' or 'resource:${value}'`;
  return undefined;
}
