import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type AuthService,
  type Credentials,
  type DiscoveryService,
} from '@portico/backend-plugin-api';
import { type CatalogApi, createCatalogClient } from '@portico/catalog-client';

/** On whose behalf the catalog is called. */
export interface CatalogServiceOptions {
  credentials: Credentials;
}

/** The client of the catalog, with the caller's credentials in place of a token. */
export type CatalogService = {
  [Method in keyof CatalogApi]: CatalogApi[Method] extends (...args: infer TArgs) => infer TResult
    ? (...args: [...RequestArgs<TArgs>, options: CatalogServiceOptions]) => TResult
    : never;
};

// All but the options, which come last; a request that may be left out before them may be undefined.
type RequestArgs<TArgs extends unknown[]> =
  Required<TArgs> extends [...infer TRequest, unknown]
    ? {
        [Index in keyof TRequest]:
          | TRequest[Index]
          | (undefined extends TArgs[Index & keyof TArgs] ? undefined : never);
      }
    : never;

/** Reads and changes the catalog from another plugin, in the same process or another. */
export const catalogServiceRef = createServiceRef<CatalogService>({
  id: 'catalog-client',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: createCatalogService,
    }),
});

/** Makes the service; every call goes through the REST API, with a token that says who asks for whom. */
export function createCatalogService(options: {
  auth: AuthService;
  discovery: DiscoveryService;
}): CatalogService {
  const { auth, discovery } = options;
  const client = createCatalogClient({ discovery });
  const withToken = async ({ credentials }: CatalogServiceOptions): Promise<{ token: string }> =>
    auth.getPluginRequestToken({ onBehalfOf: credentials, targetPluginId: 'catalog' });

  const wrapped = Object.entries(client).map(([name, method]: [string, AnyMethod]) => [
    name,
    name.startsWith('stream')
      ? async function* streamWithToken(...args: unknown[]): AsyncGenerator<unknown> {
          const token = await withToken(optionsIn(args));
          yield* method(...args.slice(0, -1), token) as AsyncIterable<unknown>;
        }
      : async (...args: unknown[]) => method(...args.slice(0, -1), await withToken(optionsIn(args))),
  ]);
  return Object.fromEntries(wrapped) as CatalogService;
}

type AnyMethod = (...args: unknown[]) => unknown;

function optionsIn(args: readonly unknown[]): CatalogServiceOptions {
  const options = args.at(-1) as Partial<CatalogServiceOptions> | undefined;
  if (options?.credentials) return { credentials: options.credentials };
  throw new TypeError('A call of the catalog needs credentials. Give { credentials } as the last argument');
}
