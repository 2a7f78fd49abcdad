import { InputError, toError } from '@portico/errors';
import type { CompoundEntityRef, Entity } from './entity.ts';
import { createProblem, valueAt, type EntityProblem, type FieldSteps } from './entity-problem.ts';
import {
  getCompoundEntityRef,
  parseEntityRef,
  stringifyEntityRef,
  type EntityRefParts,
} from './entity-ref.ts';
import type { RelationField } from './kind-definition.ts';
import { problemText, type ProblemCode, type ProblemText } from './problem-texts.ts';
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
      const message = problemText('invalidRef', {
        field: reference.steps.join('.'),
        value: quote(reference.value),
        reason: toError(error).message,
      });
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
): [message: ProblemText, rest: { hint: ProblemText; severity: 'warning' }] | undefined {
  if (typeof value !== 'string') return undefined;
  const warn = (code: ProblemCode, hint: ProblemText): ReturnType<typeof adviceFor> => [
    problemText(code, { field: field.path, value: quote(value) }),
    { hint, severity: 'warning' },
  ];
  const email = /^(?:[a-z]+:)?(?:[^/@]+\/)?([\w.+-]+)@[\w-]+(?:\.[\w-]+)+$/i.exec(value);
  if (email) {
    return warn('email', problemText('hint.email', { name: (email[1] ?? '').toLowerCase() }));
  }
  if (/\s/.test(value)) return warn('blankInRef', problemText('hint.blankInRef'));
  const target = tryParse(value, field, self.namespace);
  if (target && stringifyEntityRef(target) === stringifyEntityRef(self)) {
    return warn('refToSelf', problemText('hint.refToSelf'));
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

function hintForReference({ field, value }: Reference): ProblemText | undefined {
  if (typeof value !== 'string' || value === '') return problemText('hint.refForm');
  if (!field.defaultKind && !value.includes(':')) return problemText('hint.refKind', { value });
  return undefined;
}
