import type {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@portico/backend-plugin-api';
import type { Entity } from '@portico/catalog-model';
import { InputError } from '@portico/errors';
import { createApiRouter } from '@portico/http-api/node';
import { catalogApi } from '../../api.ts';
import { catalogEntityRules } from '../../entity-rules.ts';
import {
  catalogEntityDeletePermission,
  catalogEntityPermissionResourceRef,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogPermissions,
} from '../../permissions.ts';
import type { Catalog } from '../catalog.ts';
import { createAttributeIndex } from '../query/attribute-index.ts';
import { createEntitySets } from '../query/entity-sets.ts';
import { readEntitiesByRefs } from '../query/find-entities.ts';
import { readFewAtATime } from '../database/read-few-at-a-time.ts';
import { createLiveView } from '../query/live-view.ts';
import type { CatalogRegistries } from '../registries.ts';
import { chooseLocationAnalyzer } from './analyze-location.ts';
import type { CatalogApiContext } from './catalog-api-context.ts';
import { createEntityHandlers } from './entity-handlers.ts';
import { createEntityListHandlers } from './entity-list-handlers.ts';
import { createGraphHandler } from './graph-handler.ts';
import { createInsightHandlers } from './insight-handlers.ts';
import { createLocationHandlers } from './location-handlers.ts';
import { createVisibility } from './visibility.ts';

/** What the REST API is made of. */
export interface CatalogRouterOptions {
  catalog: Catalog;
  registries: CatalogRegistries;
  auth: AuthService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}

/** Makes the REST API, and tells of the permissions and rules that it obeys. */
export async function createCatalogRouter(
  options: CatalogRouterOptions,
): Promise<ReturnType<typeof createApiRouter>> {
  registerPermissions(options);
  const { catalog, registries, auth, permissions, permissionsRegistry } = options;
  const view = createLiveView(catalog.db);
  const context: CatalogApiContext = {
    catalog,
    reads: readFewAtATime(catalog.db),
    auth,
    permissions,
    sets: createEntitySets(view, createAttributeIndex(catalog.db, view)),
    visibility: createVisibility(
      permissionsRegistry.getPermissionRuleset(catalogEntityPermissionResourceRef),
    ),
  };
  const analyzer = await chooseLocationAnalyzer(registries, catalog.integrations);
  const router = createApiRouter(
    catalogApi,
    {
      ...createEntityListHandlers(context),
      ...createEntityHandlers(context),
      ...createLocationHandlers(context, analyzer),
      ...createGraphHandler(context),
      ...createInsightHandlers(context),
    },
    options,
  );
  // Nothing that is stored has a NUL, and PostgreSQL takes none in a text.
  return (req, res, next) =>
    req.url.includes('%00')
      ? next(new InputError('The URL has a NUL character in it'))
      : router(req, res, next);
}

function registerPermissions({ catalog, permissionsRegistry }: CatalogRouterOptions): void {
  const onEntities = [
    catalogEntityReadPermission,
    catalogEntityDeletePermission,
    catalogEntityRefreshPermission,
  ];
  const others = catalogPermissions.filter(({ type }) => type === 'basic');
  permissionsRegistry.addPermissions(others);
  permissionsRegistry.addResourceType({
    resourceRef: catalogEntityPermissionResourceRef,
    permissions: onEntities,
    rules: Object.values(catalogEntityRules),
    async getResources(refs) {
      const lower = refs.map(ref => ref.toLowerCase());
      const rows = await readEntitiesByRefs(catalog.db, lower);
      const entities = new Map(rows.map(({ ref, json }) => [ref, JSON.parse(json) as Entity]));
      return lower.map(ref => entities.get(ref));
    },
  });
}
