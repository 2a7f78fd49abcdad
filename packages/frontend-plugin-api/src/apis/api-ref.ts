/** Names a utility API. Two refs with the same id are the same API. */
export interface ApiRef<Api = unknown, Id extends string = string> {
  readonly $$type?: '@backstage/ApiRef';
  readonly id: Id;
  /** Carries the type of the API; there is no value. */
  readonly T: Api;
  /** The plugin that owns the API: the only one that may provide it, its modules included. */
  readonly pluginId?: string;
}

/** Gives APIs by ref; `undefined` when nobody provides one. */
export interface ApiHolder {
  get<Api>(ref: ApiRef<Api>): Api | undefined;
}

const idPattern = /^[a-z][a-z0-9]*(?:[.-][a-z][a-z0-9]*)*$/;

/**
 * Makes the ref of a utility API: `createApiRef<StarredApi>({ id: 'plugin.stars.api' })`, or,
 * to keep the id in the type, `createApiRef<StarredApi>().with({ id, pluginId })`.
 *
 * The owner is `pluginId`; without it the id tells: `core.*` belongs to `app`,
 * `plugin.<id>.*` to that plugin, else the first part is the plugin id.
 *
 * @throws Error when the id is not made of lower-case words with dots and dashes.
 */
export function createApiRef<Api>(options: { id: string; pluginId?: string }): ApiRef<Api>;
export function createApiRef<Api>(): {
  with<const Id extends string>(options: { id: Id; pluginId?: string }): ApiRef<Api, Id>;
};
export function createApiRef<Api>(options?: { id: string; pluginId?: string }) {
  if (options) return buildRef<Api, string>(options);
  return { with: <Id extends string>(later: { id: Id; pluginId?: string }) => buildRef<Api, Id>(later) };
}

function buildRef<Api, Id extends string>(options: { id: Id; pluginId?: string }): ApiRef<Api, Id> {
  const { id, pluginId } = options;
  if (!idPattern.test(id))
    throw new Error(
      `The API id '${id}' is not valid. Use lower-case words with dots and dashes: plugin.my-plugin.api`,
    );
  const ref = {
    $$type: '@backstage/ApiRef',
    version: 'v1',
    id,
    ...(pluginId && { pluginId }),
    T: null,
    toString: () => `apiRef{${id}}`,
  };
  // T exists in the type only.
  return ref as unknown as ApiRef<Api, Id>;
}
