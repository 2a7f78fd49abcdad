import {
  evaluateFilterPredicate,
  featureFlagsApiRef,
  permissionApiRef,
  type ApiHolder,
  type AppNode,
  type FilterPredicate,
} from '@portico/frontend-plugin-api';

/** What the conditions of extensions are tested against. */
export interface PredicateContext {
  /** Feature flags that are on. */
  featureFlags: readonly string[];
  /** Permissions that the user has. */
  permissions: readonly string[];
}

/** The flags and permissions that conditions ask about. */
export interface PredicateReferences {
  featureFlags: string[];
  permissions: string[];
}

/** Lists what the conditions of nodes ask about. */
export function collectReferences(nodes: Iterable<AppNode>): PredicateReferences {
  const predicates = [...nodes].flatMap(node => (node.spec.if === undefined ? [] : [node.spec.if]));
  const namesOf = (key: keyof PredicateContext) => [
    ...new Set(predicates.flatMap(given => findNames(given, key))),
  ];
  return { featureFlags: namesOf('featureFlags'), permissions: namesOf('permissions') };
}

/**
 * Finds out which flags are on, and asks the backend which permissions are
 * allowed. At once when there are no permissions to ask about. A permission
 * that nobody can be asked about is not allowed.
 *
 * @throws Error when asking fails, or a permission is not `<name>` or `<name>#<action>`.
 */
export function loadPredicates(
  apis: ApiHolder,
  references: PredicateReferences,
): PredicateContext | Promise<PredicateContext> {
  const flags = () => {
    const api = apis.get(featureFlagsApiRef);
    return references.featureFlags.filter(name => api?.isActive(name));
  };
  const api = references.permissions.length > 0 ? apis.get(permissionApiRef) : undefined;
  if (!api) return { featureFlags: flags(), permissions: [] };
  const ask = async (reference: string) => {
    const response = await api.authorize({ permission: parsePermission(reference) });
    return response.result === 'ALLOW' ? [reference] : [];
  };
  return Promise.all(references.permissions.map(ask)).then(
    allowed => ({ featureFlags: flags(), permissions: allowed.flat() }),
    (cause: unknown) => {
      throw new Error(
        'The permissions that extensions depend on could not be checked. Is the backend reachable?',
        {
          cause,
        },
      );
    },
  );
}

/** Says why a condition does not hold; `undefined` when it does. */
export function findUnmet(predicate: FilterPredicate, context: PredicateContext): string[] | undefined {
  if (evaluateFilterPredicate(predicate, context)) return undefined;
  const missing = (key: keyof PredicateContext, describe: (name: string) => string) =>
    findNames(predicate, key)
      .filter(name => !context[key].includes(name))
      .map(describe);
  const reasons = [
    ...missing('featureFlags', name => `the feature flag '${name}' is off`),
    ...missing('permissions', name => `the permission '${name}' is not allowed`),
  ];
  return reasons.length > 0 ? reasons : [`its condition ${JSON.stringify(predicate)} does not hold`];
}

function findNames(predicate: unknown, key: keyof PredicateContext): string[] {
  if (typeof predicate !== 'object' || predicate === null) return [];
  const { $all, $any, $not, [key]: test } = predicate as Record<string, unknown>;
  if (Array.isArray($all)) return $all.flatMap(part => findNames(part, key));
  if (Array.isArray($any)) return $any.flatMap(part => findNames(part, key));
  if ($not !== undefined) return findNames($not, key);
  const name = typeof test === 'object' && test !== null && '$contains' in test ? test.$contains : undefined;
  return typeof name === 'string' ? [name] : [];
}

type Attributes = { action?: 'create' | 'read' | 'update' | 'delete' };

function parsePermission(reference: string): { type: 'basic'; name: string; attributes: Attributes } {
  const [name, action, ...rest] = reference.split('#');
  if (!name || action === '' || rest.length > 0)
    throw new Error(`The permission '${reference}' is not valid. Write '<name>' or '<name>#<action>'`);
  // An action that does not exist is refused by the backend, with a message of its own.
  return {
    type: 'basic',
    name,
    attributes: action ? { action: action as NonNullable<Attributes['action']> } : {},
  };
}
