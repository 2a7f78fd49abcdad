import { InputError, NotFoundError } from '@portico/errors';
import { stringifyEntityRef } from '@portico/catalog-model';
import type { ApiHandlers } from '@portico/http-api/node';
import type { CatalogHttpApi } from '../../api.ts';
import { readEntityAsOf, readEntityHistory } from '../explain/entity-history.ts';
import { listAbsent } from '../explain/list-absent.ts';
import { listUnprocessed } from '../explain/unprocessed.ts';
import { actorOf } from './caller.ts';
import type { CatalogApiContext } from './catalog-api-context.ts';
import { explainForCaller, isVisible } from './explain-for-caller.ts';

type Handlers = Pick<
  ApiHandlers<CatalogHttpApi>,
  | 'explain'
  | 'getEntityHistory'
  | 'getEntityAsOf'
  | 'getModel'
  | 'listHeldRemovals'
  | 'releaseHeldRemovals'
  | 'listFailedEntities'
  | 'listAbsentEntities'
  | 'listPendingEntities'
  | 'deleteUnprocessedEntity'
>;

const absentLimit = 200;

/** Makes the handlers that tell why things are as they are. */
export function createInsightHandlers(context: CatalogApiContext): Handlers {
  const { catalog, visibility } = context;
  const { db, engine, model } = catalog;
  return {
    explain: ({ query, decision }) => explainForCaller(catalog, query.ref, visibility(decision)),
    async getEntityHistory({ params, query, decision }) {
      const ref = stringifyEntityRef(params);
      const { limit, cursor } = query;
      const history = (await isVisible(db, ref, visibility(decision)))
        ? await readEntityHistory(db, ref, { limit, cursor })
        : { items: [], pageInfo: {} };
      if (history.items.length === 0 && cursor === undefined) {
        throw new NotFoundError(
          `There never was an entity '${ref}', or its history is not kept that far back`,
        );
      }
      return history;
    },
    async getEntityAsOf({ params, query, decision }) {
      const ref = stringifyEntityRef(params);
      const time = new Date(query.at);
      if (Number.isNaN(time.valueOf())) {
        throw new InputError(`'${query.at}' is no time. Write it as in 2026-01-31T12:00:00Z`);
      }
      if (await isVisible(db, ref, visibility(decision))) return readEntityAsOf(db, ref, time);
      throw new NotFoundError(`There was no entity '${ref}' at ${time.toISOString()}`);
    },
    getModel: () => ({
      kinds: [...model.kinds()],
      relations: [...model.relationPairs()],
      metadata: model.declaredMetadata(),
    }),
    async listHeldRemovals() {
      const held = await engine.listHeld();
      return {
        items: held.map(({ sourceKey, heldAt, seenAt, ...rest }) => ({
          provider: sourceKey,
          heldAt: new Date(heldAt).toISOString(),
          seenAt: new Date(seenAt).toISOString(),
          ...rest,
        })),
      };
    },
    releaseHeldRemovals: async ({ params, credentials }) => ({
      removed: await engine.releaseHeld(params.name, actorOf(credentials)),
    }),
    listFailedEntities: async ({ query }) => ({
      type: 'failed' as const,
      entities: (await listUnprocessed(db, { reason: 'failed', ...query })).map(row => ({ ...row })),
    }),
    listAbsentEntities: ({ query: { limit = absentLimit, cursor } }) => listAbsent(db, { limit, cursor }),
    listPendingEntities: async ({ query }) => ({
      type: 'pending' as const,
      entities: (await listUnprocessed(db, { reason: 'pending', ...query })).map(row => ({ ...row })),
    }),
    deleteUnprocessedEntity: ({ params, credentials }) =>
      catalog.entities.removeByUid(params.entity_id, actorOf(credentials)),
  };
}
