import type { AnyApiFactory, ApiHolder, ApiRef } from '@portico/frontend-plugin-api';

/** Utility APIs by id, made when they are first used. */
export interface ApiRegistry extends ApiHolder {
  /** Adds or replaces a factory; what it replaces must not have been used. */
  set(factory: AnyApiFactory): void;
  /** Whether an API was used, and so exists. */
  isMade(id: string): boolean;
}

/**
 * Makes APIs from factories, each once, and first those that it needs.
 *
 * @param fallback - Asked for APIs that no factory makes.
 */
export function createApiRegistry(fallback?: ApiHolder): ApiRegistry {
  const factories = new Map<string, AnyApiFactory>();
  const made = new Map<string, unknown>();
  const get = (ref: ApiRef, path: readonly string[]): unknown => {
    const { id } = ref;
    if (made.has(id)) return made.get(id);
    const factory = factories.get(id);
    if (!factory) return fallback?.get(ref);
    if (path.includes(id))
      throw new Error(
        `The APIs need each other: '${[...path, id].join("' needs '")}'. Let one of them do without`,
      );
    const deps = Object.entries(factory.deps).map(([name, dep]): [string, unknown] => {
      const api = get(dep, [...path, id]);
      if (api === undefined)
        throw new Error(
          `The API '${id}' needs the API '${dep.id}', which no extension of the app provides. Install the plugin that does`,
        );
      return [name, api];
    });
    const api = factory.factory(Object.fromEntries(deps));
    made.set(id, api);
    return api;
  };
  return {
    // What a factory makes is of the type of its ref.
    get: <Api>(ref: ApiRef<Api>) => get(ref, []) as Api | undefined,
    set: factory => void factories.set(factory.api.id, factory),
    isMade: id => made.has(id),
  };
}
