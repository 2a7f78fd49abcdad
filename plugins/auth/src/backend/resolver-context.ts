import type { AuthService } from '@portico/backend-plugin-api';
import type { CatalogApi } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model/refs';
import type { JsonObject } from '@portico/config';
import { ConflictError, NotFoundError, isErrorLike } from '@portico/errors';
import type {
  AuthOwnershipResolver,
  AuthResolverCatalogUserQuery,
  AuthResolverContext,
  TokenParams,
} from '../node/auth-provider.ts';
import type { SignInResult } from '../sign-in-response.ts';
import type { SignInRecorder } from './sign-in-recorder.ts';
import { toUserFilter } from './user-filter.ts';

type Credentialed = { token: string };

/** Makes what sign-in resolvers work with; its searches are noted in the recorder. */
export function createResolverContext(options: {
  auth: AuthService;
  /** Loads the client of the catalog; nobody needs it before the first sign-in. */
  catalog: () => Promise<CatalogApi>;
  issueToken(params: TokenParams): Promise<SignInResult>;
  ownershipResolver: AuthOwnershipResolver | undefined;
  recorder: SignInRecorder;
}): AuthResolverContext {
  const { auth, catalog, ownershipResolver, recorder } = options;

  const context: AuthResolverContext = {
    async issueToken(params) {
      const result = await options.issueToken(params);
      recorder.noteToken();
      return result;
    },
    async findCatalogUser(query) {
      const noted = toJson(query);
      try {
        const entity = await findUser(await catalog(), query, await catalogToken(auth));
        recorder.noteQuery(noted);
        return { entity };
      } catch (error) {
        recorder.noteQuery(noted, error);
        throw error;
      }
    },
    async signInWithCatalogUser(query, { dangerousEntityRefFallback: fallback } = {}) {
      try {
        const { entity } = await context.findCatalogUser(query);
        const { ownershipEntityRefs: ent } = await context.resolveOwnershipEntityRefs(entity);
        return await context.issueToken({ claims: { sub: stringifyEntityRef(entity), ent } });
      } catch (error) {
        if (!fallback || !isErrorLike(error) || error.name !== 'NotFoundError') throw error;
        const sub = stringifyEntityRef(parseEntityRef(fallback.entityRef, { defaultKind: 'User' }));
        return context.issueToken({ claims: { sub, ent: [sub] } });
      }
    },
    resolveOwnershipEntityRefs: async entity =>
      ownershipResolver
        ? ownershipResolver.resolveOwnershipEntityRefs(entity)
        : { ownershipEntityRefs: selfAndGroups(entity) },
  };
  return context;
}

async function catalogToken(auth: AuthService): Promise<Credentialed> {
  const onBehalfOf = await auth.getOwnServiceCredentials();
  return auth.getPluginRequestToken({ onBehalfOf, targetPluginId: 'catalog' });
}

async function findUser(
  catalog: CatalogApi,
  query: AuthResolverCatalogUserQuery,
  credentials: Credentialed,
): Promise<Entity> {
  if ('entityRef' in query) {
    const ref = parseEntityRef(query.entityRef, { defaultKind: 'User' });
    const entity = await catalog.getEntityByRef(ref, credentials);
    if (!entity)
      throw new NotFoundError(`User not found: the catalog has no entity '${stringifyEntityRef(ref)}'`);
    return entity;
  }
  const { items } = await catalog.getEntities({ filter: toUserFilter(query) }, credentials);
  const [user, another] = items;
  if (another) throw new ConflictError('User lookup resulted in multiple matches');
  if (!user) throw new NotFoundError('User not found: no entity in the catalog matches');
  return user;
}

function selfAndGroups(entity: Entity): string[] {
  const groups = (entity.relations ?? [])
    .filter(({ type, targetRef }) => type === 'memberOf' && targetRef.startsWith('group:'))
    .map(({ targetRef }) => targetRef);
  return [...new Set([stringifyEntityRef(entity), ...groups])];
}

/** A filter may say "any value" with a symbol. */
function toJson(query: AuthResolverCatalogUserQuery): JsonObject {
  const text = JSON.stringify(query, (_key, value: unknown) => (typeof value === 'symbol' ? '*' : value));
  return JSON.parse(text) as JsonObject;
}
