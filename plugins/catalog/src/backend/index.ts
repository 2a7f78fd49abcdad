import {
  actionsRegistryServiceRef,
  coreServices,
  createBackendPlugin,
  createStatementRunner,
  eventsServiceRef,
  metricsServiceRef,
  runMigrations,
} from '@portico/backend-plugin-api';
import { catalogServiceRef } from '../node/catalog-service.ts';
import {
  catalogAnalysisExtensionPoint,
  catalogLocationsExtensionPoint,
  catalogModelExtensionPoint,
  catalogProcessingExtensionPoint,
} from '../node/extension-points.ts';
import { catalogScmEventsServiceRef } from '../node/scm-events.ts';
import { registerCatalogActions } from './actions/register-catalog-actions.ts';
import { createCatalogRouter } from './api/create-catalog-router.ts';
import { createCatalog } from './catalog.ts';
import { connectProviders } from './connect-providers.ts';
import { assertLegacyTypesRead } from './locations/assert-legacy-types-read.ts';
import { createConfigLocationProvider } from './locations/config-locations.ts';
import { followScmEvents } from './locations/follow-scm-events.ts';
import { migrationsDirectory } from './migrations-directory.ts';
import { publishCatalogEvents } from './publish-catalog-events.ts';
import { createCatalogSlots } from './registries.ts';
import { reportCatalogMetrics } from './report-metrics.ts';
import { scheduleUpkeep } from './schedule-upkeep.ts';

/** The software catalog: takes in entities, keeps them true to their sources, and serves them. */
export default createBackendPlugin({
  pluginId: 'catalog',
  register(env) {
    const slots = createCatalogSlots();
    env.registerExtensionPoint({
      extensionPoint: catalogProcessingExtensionPoint,
      factory: context => slots.processing(error => context.reportModuleStartupFailure({ error })),
    });
    env.registerExtensionPoint(catalogAnalysisExtensionPoint, slots.analysis);
    env.registerExtensionPoint(catalogModelExtensionPoint, slots.model);
    env.registerExtensionPoint(catalogLocationsExtensionPoint, slots.locations);
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalogService: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        reader: coreServices.urlReader,
        scheduler: coreServices.scheduler,
        scmEvents: catalogScmEventsServiceRef,
      },
      async init({
        config,
        database,
        events,
        http,
        lifecycle,
        logger,
        reader,
        scheduler,
        scmEvents,
        ...api
      }) {
        const { registries } = slots;
        assertLegacyTypesRead(config, registries.processors);
        const knex = await database.getClient();
        if (!database.migrations?.skip)
          await runMigrations(knex, { directory: migrationsDirectory, tableName: 'catalog_migrations' });
        const catalog = await createCatalog(
          {
            db: createStatementRunner(knex),
            config,
            logger,
            reader,
            events: publishCatalogEvents({ events, registries, logger }),
            metrics: api.metrics,
          },
          registries,
        );
        lifecycle.addShutdownHook(() => catalog.stop());
        http.use(await createCatalogRouter({ catalog, registries, ...api }));
        registerCatalogActions({ ...api, catalog: api.catalogService, model: catalog.model });
        reportCatalogMetrics(api.metrics, catalog.db);
        await catalog.start();
        await catalog.locations.reconcile();
        await connectProviders(
          catalog,
          [{ provider: createConfigLocationProvider(config) }, ...registries.providers],
          logger,
        );
        followScmEvents({ catalog, config, events: scmEvents, logger, metrics: api.metrics });
        await scheduleUpkeep(catalog, scheduler);
      },
    });
  },
});
