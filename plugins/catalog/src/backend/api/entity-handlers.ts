import type { Credentials } from '@portico/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type CatalogModel,
  type Entity,
  type EntityProblem,
  EntityValidationError,
  parseEntityRef,
  parseLocationRef,
  stringifyEntityRef,
} from '@portico/catalog-model';
import { NotAllowedError, NotFoundError, InputError, serializeError } from '@portico/errors';
import { type ApiHandlers, rawJson, reply, type Reply } from '@portico/http-api/node';
import { allOf, type Condition, toSearched } from '../query/condition.ts';
import type { CatalogHttpApi } from '../../api.ts';
import { catalogEntityRefreshPermission } from '../../permissions.ts';
import { readAncestry } from '../explain/ancestry.ts';
import { meets, parseEntityAttributes } from '../query/entity-attributes.ts';
import { parseFilterParams, toCondition } from '../query/entity-filter.ts';
import { parseFilterPredicate } from '../query/filter-predicate.ts';
import {
  findEntitiesByRefs,
  findEntityByRef,
  findEntityByUid,
  type ServedEntity,
} from '../query/find-entities.ts';
import { createFieldProjection } from '../query/project-fields.ts';
import { readTextByRefs } from '../query/text-by-refs.ts';
import { actorOf } from './caller.ts';
import type { CatalogApiContext } from './catalog-api-context.ts';

type Handlers = Pick<
  ApiHandlers<CatalogHttpApi>,
  | 'getEntityByUid'
  | 'deleteEntityByUid'
  | 'getEntityByName'
  | 'getEntityAncestry'
  | 'getEntitiesByRefs'
  | 'refreshEntity'
  | 'validateEntity'
>;

/** Makes the handlers that are about single entities. */
export function createEntityHandlers(context: CatalogApiContext): Handlers {
  const { catalog, reads, sets, visibility, auth } = context;
  return {
    async getEntityByUid({ params, decision }) {
      const found = await findEntityByUid(reads, params.uid, visibility(decision));
      if (!found) throw new NotFoundError(`No entity with uid ${params.uid}`);
      return serveEntity(found);
    },
    async getEntityByName({ params, decision }) {
      const found = await findEntityByRef(reads, stringifyEntityRef(params), visibility(decision), sets);
      if (found) return serveEntity(found);
      const { kind, namespace, name } = params;
      throw new NotFoundError(
        `No entity named '${name}' found, with kind '${kind}' in namespace '${namespace}'`,
      );
    },
    async deleteEntityByUid({ params: { uid }, decision, credentials }) {
      const condition = visibility(decision);
      if (condition.op !== 'every' && !(await findEntityByUid(reads, uid, condition))) {
        throw new NotAllowedError(`You may not delete the entity with uid ${uid}`);
      }
      await catalog.entities.removeByUid(uid, actorOf(credentials));
    },
    async getEntityAncestry({ params, decision }) {
      const ref = stringifyEntityRef(params);
      const items = visibleAncestry(await readAncestry(reads, ref), visibility(decision));
      if (items.length === 0) throw new NotAllowedError(`You may not see the entity ${ref}`);
      const texts = items.map(
        ({ json, parentRefs }) => `{"entity":${json},"parentEntityRefs":${JSON.stringify(parentRefs)}}`,
      );
      return rawJson(`{"rootEntityRef":${JSON.stringify(ref)},"items":[${texts.join(',')}]}`);
    },
    async getEntitiesByRefs({ query, body, decision }) {
      const filter = parseFilterParams(query.filter);
      const condition = allOf([
        ...(filter ? [toCondition(filter)] : []),
        ...(body.query === undefined ? [] : [parseFilterPredicate(body.query)]),
        visibility(decision),
      ]);
      const refs = body.entityRefs.map(toSearched);
      const project = createFieldProjection([...(query.fields ?? []), ...(body.fields ?? [])]);
      const frame = { before: '{"items":[', after: ']}' };
      const text = project ? undefined : await readTextByRefs(reads, sets, { refs, condition, frame });
      if (text !== undefined) return rawJson(text);
      const found = await findEntitiesByRefs(reads, sets, { refs, condition });
      const texts = refs.map(ref => {
        const json = found.get(ref);
        return json === undefined ? 'null' : project ? project(json) : json;
      });
      return rawJson(frame.before + texts.join(',') + frame.after);
    },
    async refreshEntity({ body, credentials }) {
      const caller = body.authorizationToken ? await auth.authenticate(body.authorizationToken) : credentials;
      const ref = stringifyEntityRef(parseEntityRef(body.entityRef));
      await assertMayRefresh(context, ref, caller);
      await catalog.entities.refresh(ref, actorOf(caller));
      return reply({ status: 200 });
    },
    async validateEntity({ body }) {
      const errors = await validate(context, body);
      return errors.length === 0
        ? reply({ status: 200 })
        : reply({ status: 400, json: { errors: errors.map(error => serializeError(error)) } });
    },
  };
}

function serveEntity({ json, etag }: ServedEntity): Reply {
  return reply({ jsonText: json, etag: `"${etag}"` });
}

interface Ancestor {
  ref: string;
  json: string;
  parentRefs: string[];
}

/** Of an entity and its ancestors those that may be seen, and that are reached through such. */
function visibleAncestry(items: readonly Ancestor[], visible: Condition): Ancestor[] {
  if (visible.op === 'every') return [...items];
  const byRef = new Map(
    items.filter(({ json }) => meets(parseEntityAttributes(json), visible)).map(item => [item.ref, item]),
  );
  const reached = new Set<string>();
  const waiting = items.slice(0, 1).map(({ ref }) => ref);
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    const item = byRef.get(ref);
    if (!item || reached.has(ref)) continue;
    reached.add(ref);
    waiting.push(...item.parentRefs);
  }
  return items
    .filter(({ ref }) => reached.has(ref))
    .map(item => ({ ...item, parentRefs: item.parentRefs.filter(ref => reached.has(ref)) }));
}

async function assertMayRefresh(
  { catalog, permissions, visibility }: CatalogApiContext,
  ref: string,
  credentials: Credentials,
): Promise<void> {
  const [decision] = await permissions.authorizeConditional(
    [{ permission: catalogEntityRefreshPermission }],
    {
      credentials,
    },
  );
  const condition = visibility(decision);
  if (condition.op === 'every' || (await findEntityByRef(catalog.db, ref, condition))) return;
  throw new NotAllowedError(`You may not refresh the entity '${ref}'`);
}

/** All that is wrong with an entity, or with the request. */
async function validate({ catalog }: CatalogApiContext, body: unknown): Promise<Error[]> {
  const { entity, location } = (body ?? {}) as { entity?: unknown; location?: unknown };
  try {
    if (typeof location !== 'string') throw new InputError("Malformed request: expected the text 'location'");
    if (parseLocationRef(location).type !== 'url') {
      throw new TypeError(
        `Invalid location ref ${location}, only 'url:<target>' is supported, e.g. url:https://host/path`,
      );
    }
    const problems = catalog.model.checkEnvelope(entity);
    if (problems.length > 0) return [malformedEnvelope(problems)];
    const located = withLocation(entity as Entity, location);
    const errors = await catalog.validate(located);
    return errors.length === 0 ? [] : [...errors, ...faultsBeside(errors, located, catalog.model)];
  } catch (error) {
    if (error instanceof InputError || error instanceof TypeError) return [error];
    throw error;
  }
}

function malformedEnvelope(problems: EntityProblem[]): Error {
  return Object.assign(new EntityValidationError('Malformed entity envelope, which', problems), {
    name: 'TypeError',
  });
}

/** Processing ends with the first step that finds a fault; these are the faults that later steps would find. */
function faultsBeside(errors: readonly Error[], entity: Entity, model: CatalogModel): Error[] {
  const { problems } = model.validate(entity, { placeholders: true, advice: false });
  const others = problems.filter(({ message }) => !errors.some(error => error.message.includes(message)));
  return others.length === 0 ? [] : [new EntityValidationError(stringifyEntityRef(entity), others)];
}

function withLocation(entity: Entity, location: string): Entity {
  // Whatever the entity says itself: from a location of another type, local files would be read.
  const annotations = {
    ...entity.metadata.annotations,
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}
