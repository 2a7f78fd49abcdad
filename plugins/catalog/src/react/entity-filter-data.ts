import {
  createExtensionDataRef,
  type ConfigField,
  type ExtensionDataContainer,
  type ExtensionDataValue,
  type FilterPredicate,
} from '@portico/frontend-plugin-api';
import type { EntityFilterFunction, EntityFilterInput } from './build-entity-filter.ts';
import { buildEntityFilter } from './build-entity-filter.ts';

/** Which entities an extension is for, as a function. */
export const entityFilterFunctionRef = createExtensionDataRef<EntityFilterFunction>().with({
  id: 'catalog.entity-filter-function',
});

/** Which entities an extension is for, as an expression. */
export const entityFilterExpressionRef = createExtensionDataRef<string>().with({
  id: 'catalog.entity-filter-expression',
});

/** The config of extensions that are for some entities only: an expression or a predicate. */
export const entityFilterField: ConfigField<
  string | FilterPredicate | undefined,
  string | FilterPredicate | undefined
> = {
  '~standard': {
    version: 1,
    vendor: 'portico',
    validate: value => {
      if (value === undefined || typeof value === 'string' || isPlainObject(value))
        // What the predicate's keys mean is known when it is evaluated.
        return { value: value as FilterPredicate | undefined };
      return { issues: [{ message: `Expected an entity filter, a text or an object, got ${typeof value}` }] };
    },
    jsonSchema: { input: () => ({ anyOf: [{ type: 'string' }, { type: 'object' }] }) },
  },
};

/** The filter of an extension as data: that of its config, else that of its params. */
export function* provideEntityFilter(
  configured: string | FilterPredicate | undefined,
  given: EntityFilterInput | undefined,
): Generator<
  | ExtensionDataValue<EntityFilterFunction, 'catalog.entity-filter-function'>
  | ExtensionDataValue<string, 'catalog.entity-filter-expression'>
> {
  const filter = configured ?? given;
  if (typeof filter === 'string') yield entityFilterExpressionRef(filter);
  else if (filter !== undefined) yield entityFilterFunctionRef(buildEntityFilter(filter));
}

/** The function behind the filter data of an attached extension; everything passes where it has none. */
export function readEntityFilter(
  // A container of whatever data, as long as these two may be among it.
  attached: { get(ref: never): unknown },
  onProblem?: (problem: Error) => void,
): EntityFilterFunction {
  const data = attached as ExtensionDataContainer;
  return (
    data.get(entityFilterFunctionRef) ?? buildEntityFilter(data.get(entityFilterExpressionRef), onProblem)
  );
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
