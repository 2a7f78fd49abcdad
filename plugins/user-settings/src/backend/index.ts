import { join } from 'node:path';
import { coreServices, createBackendPlugin, runMigrations } from '@portico/backend-plugin-api';
import { NotFoundError } from '@portico/errors';
import { mountApi } from '@portico/http-api/node';
import { userSettingsApi } from '../api.ts';
import { createSettingsStore } from './settings-store.ts';

/** User settings: keeps what users set for themselves. */
export default createBackendPlugin({
  pluginId: 'user-settings',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ database, http, httpAuth }) {
        const db = await database.getClient();
        if (!database.migrations?.skip) {
          await runMigrations(db, { directory: join(import.meta.dirname, 'migrations') });
        }
        const store = createSettingsStore(db);
        mountApi(http, userSettingsApi, {
          httpAuth,
          handlers: {
            async getSetting({ params, credentials }) {
              const [value] = await store.get(credentials.principal.userEntityRef, [params]);
              if (value === undefined) {
                throw new NotFoundError(
                  `There is no setting '${params.key}' in the bucket '${params.bucket}'`,
                );
              }
              return { ...params, value };
            },
            async setSetting({ params, body, credentials }) {
              await store.set(credentials.principal.userEntityRef, { ...params, value: body.value });
              return { ...params, value: body.value };
            },
            deleteSetting: ({ params, credentials }) =>
              store.remove(credentials.principal.userEntityRef, params),
            async getSettings({ body, credentials }) {
              const values = await store.get(credentials.principal.userEntityRef, body.items);
              return { items: values.map(value => (value === undefined ? null : { value })) };
            },
          },
        });
      },
    });
  },
});
