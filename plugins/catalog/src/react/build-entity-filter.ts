import type { Entity } from '@portico/catalog-model';
import { InputError } from '@portico/errors';
import { evaluateFilterPredicate, type FilterPredicate } from '@portico/frontend-plugin-api';
import { specText } from './entity-names.ts';

/**
 * Which entities an extension is for: a function, a predicate such as
 * `{ kind: 'component', 'spec.type': { $in: ['service'] } }`, or an expression
 * such as `kind:component,api not:type:library has:links`.
 */
export type EntityFilterInput = string | FilterPredicate | ((entity: Entity) => boolean);

/** What tells whether an entity passes. */
export type EntityFilterFunction = (entity: Entity) => boolean;

const orphanAnnotation = 'backstage.io/orphan';

/**
 * Makes a function of a filter. Without a filter every entity passes. The terms
 * of an expression are all to be met, and of the values of a term one. A term
 * that is not known is left out and handed to `onProblem`.
 */
export function buildEntityFilter(
  filter: EntityFilterInput | undefined,
  onProblem: (problem: InputError) => void = () => {},
): EntityFilterFunction {
  if (filter === undefined) return () => true;
  if (typeof filter === 'function') return filter;
  if (typeof filter !== 'string') return entity => evaluateFilterPredicate(filter, entity);
  const tests = filter
    .split(/\s+/)
    .filter(Boolean)
    .flatMap(term => {
      const test = toTest(term);
      if (test instanceof InputError) onProblem(test);
      return test instanceof InputError ? [] : [test];
    });
  return entity => tests.every(test => test(entity));
}

function toTest(term: string): EntityFilterFunction | InputError {
  const isNegated = term.startsWith('not:');
  const positive = isNegated ? term.slice('not:'.length) : term;
  const colon = positive.indexOf(':');
  const key = colon === -1 ? positive : positive.slice(0, colon);
  const values =
    colon === -1
      ? []
      : positive
          .slice(colon + 1)
          .toLowerCase()
          .split(',')
          .filter(Boolean);
  if (values.length === 0)
    return new InputError(`The entity filter '${term}' has no value. Write it as ${key || 'kind'}:value`);
  const test = toPositiveTest(key, values);
  if (test instanceof InputError || !isNegated) return test;
  return entity => !test(entity);
}

function toPositiveTest(key: string, values: string[]): EntityFilterFunction | InputError {
  switch (key) {
    case 'kind':
      return entity => values.includes(entity.kind.toLowerCase());
    case 'type':
      return entity => values.includes(specText(entity, 'type')?.toLowerCase() ?? '');
    case 'is':
      return oneOf(key, values, { orphan: isOrphan });
    case 'has':
      return oneOf(key, values, {
        labels: ({ metadata }) => Object.keys(metadata.labels ?? {}).length > 0,
        links: ({ metadata }) => (metadata.links ?? []).length > 0,
      });
    default:
      return new InputError(`The entity filter has the key '${key}'. Known keys are kind, type, is and has`);
  }
}

function isOrphan({ metadata }: Entity): boolean {
  return metadata.annotations?.[orphanAnnotation] === 'true';
}

function oneOf(
  key: string,
  values: string[],
  known: Record<string, EntityFilterFunction>,
): EntityFilterFunction | InputError {
  const unknown = values.find(value => !Object.hasOwn(known, value));
  if (unknown !== undefined)
    return new InputError(
      `The entity filter '${key}:${unknown}' is not known. Known values are ${Object.keys(known).join(', ')}`,
    );
  return entity => values.some(value => known[value]?.(entity) ?? false);
}
