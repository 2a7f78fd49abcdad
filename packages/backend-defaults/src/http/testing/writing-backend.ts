import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendPlugin, coreServices, createServiceFactory } from '@portico/backend-plugin-api';
import { createConfigReader } from '@portico/config';
import { createBackend } from '../../create-backend.ts';
import type { ListeningHttpRouter } from '../root-http-router.ts';

// A backend in a process of its own, for the tests that end it: what it has begun and done is in the given file.
const [file = ''] = process.argv.slice(2);
const data = {
  backend: {
    listen: ':0',
    baseUrl: 'http://localhost',
    database: { client: 'better-sqlite3', connection: ':memory:' },
    auth: { dangerouslyDisableDefaultAuthPolicy: true },
  },
};
const backend = createBackend();
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => createConfigReader([{ context: 'test', data }]),
  }),
);
backend.add(
  createBackendPlugin({
    pluginId: 'notes',
    register: env =>
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          root: coreServices.rootHttpRouter,
          lifecycle: coreServices.lifecycle,
        },
        init({ http, root, lifecycle }) {
          let open = true;
          lifecycle.addShutdownHook(() => {
            open = false;
          });
          http.use(async (req, res) => {
            appendFileSync(file, `begun ${req.url.slice(1)}\n`);
            await sleep(60);
            if (!open) throw new Error('stopped while a request was in flight');
            appendFileSync(file, `done ${req.url.slice(1)}\n`);
            res.json('written');
          });
          process.send?.((root as ListeningHttpRouter).port());
        },
      }),
  }),
);
await backend.start();
process.send?.('started');
