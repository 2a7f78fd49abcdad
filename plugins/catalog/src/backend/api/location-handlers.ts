import type { Credentials } from '@portico/backend-plugin-api';
import { ANNOTATION_ORIGIN_LOCATION, type Entity, stringifyEntityRef } from '@portico/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@portico/errors';
import type { ApiHandlers } from '@portico/http-api/node';
import type { CatalogHttpApi } from '../../api.ts';
import type { AnalyzeLocationResponse, LocationAnalyzer } from '../../node/extension-points.ts';
import { isDryRun } from '../../location-endpoints.ts';
import { locationSpecToLocationEntity } from '../../node/location-entity.ts';
import type { LocationSpec } from '../../node/processing.ts';
import { catalogLocationReadPermission } from '../../permissions.ts';
import { every } from '../query/condition.ts';
import { findEntityByRef } from '../query/find-entities.ts';
import { actorOf } from './caller.ts';
import type { CatalogApiContext } from './catalog-api-context.ts';
import { queryLocations } from './query-locations.ts';

type Handlers = Pick<
  ApiHandlers<CatalogHttpApi>,
  | 'createLocation'
  | 'listLocations'
  | 'queryLocations'
  | 'getLocation'
  | 'updateLocation'
  | 'deleteLocation'
  | 'getLocationByEntity'
  | 'analyzeLocation'
>;

/** Makes the handlers for registered locations. */
export function createLocationHandlers(context: CatalogApiContext, analyzer: LocationAnalyzer): Handlers {
  const { catalog, permissions } = context;
  const { locations, options } = catalog;

  const mayRead = async (credentials: Credentials): Promise<boolean> => {
    const [decision] = await permissions.authorize([{ permission: catalogLocationReadPermission }], {
      credentials,
    });
    return decision?.result === 'ALLOW';
  };
  const assertMayRead = async (credentials: Credentials, notFound: string): Promise<void> => {
    if (!(await mayRead(credentials))) throw new NotFoundError(notFound);
  };
  const assertWritable = (): void => {
    if (options.readonly) throw new NotAllowedError('This operation not allowed in readonly mode');
  };

  return {
    async createLocation({ query, body, credentials, addAuditMeta }) {
      const location = withoutPresence(body);
      const isTrial = isDryRun(query);
      addAuditMeta({ isDryRun: isTrial });
      if (isTrial) return dryRun(context, body);
      assertWritable();
      const row = await locations.create(location, {
        onConflict: query.onConflict ?? options.defaultLocationConflictStrategy,
        actor: actorOf(credentials),
      });
      return { location: row, entities: [] };
    },
    async listLocations({ credentials }) {
      if (!(await mayRead(credentials))) return [];
      return (await locations.list()).map(data => ({ data }));
    },
    async queryLocations({ body = {}, credentials }) {
      if (!(await mayRead(credentials))) return { items: [], totalItems: 0, pageInfo: {} };
      return queryLocations(await locations.list(), body);
    },
    async getLocation({ params: { id }, credentials }) {
      await assertMayRead(credentials, `Found no location with ID ${id}`);
      return locations.get(id);
    },
    async updateLocation({ params, body, credentials }) {
      assertWritable();
      return locations.update(params.id, body, actorOf(credentials));
    },
    async deleteLocation({ params, credentials }) {
      assertWritable();
      await locations.remove(params.id, actorOf(credentials));
    },
    async getLocationByEntity({ params, credentials }) {
      const ref = stringifyEntityRef(params);
      const notFound = `Found no location for the entity ${ref}`;
      await assertMayRead(credentials, notFound);
      const found = await findEntityByRef(catalog.db, ref, every);
      const entity = found && (JSON.parse(found.json) as Entity);
      const origin = entity?.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
      if (origin === undefined) throw new NotFoundError(notFound);
      return locations.getByOrigin(origin);
    },
    async analyzeLocation({ body, credentials }) {
      const { location, catalogFilename = body.catalogFileName } = body;
      if (!URL.canParse(location.target)) throw new InputError('The given location.target is not a URL');
      const answer: AnalyzeLocationResponse = await analyzer.analyzeLocation(
        { location: withoutPresence(location), ...(catalogFilename !== undefined && { catalogFilename }) },
        credentials,
      );
      return answer;
    },
  };
}

async function dryRun({ catalog }: CatalogApiContext, { type, target, presence }: DryRunRequest) {
  const location: LocationSpec = { type, target, ...(presence && { presence }) };
  const existing = await catalog.locations.find({ type, target });
  const entities = await catalog.dryRun(location);
  const entityRef = stringifyEntityRef(locationSpecToLocationEntity({ location }));
  return {
    location: { id: `${type}:${target}`, type, target, entityRef },
    entities,
    exists: existing !== undefined,
  };
}

interface DryRunRequest extends Pick<LocationSpec, 'type' | 'target'> {
  presence?: LocationSpec['presence'] | undefined;
}

// A location is the same, whether or not it may be missing.
function withoutPresence({ type, target }: { type: string; target: string }): LocationSpec {
  return { type, target };
}
