import { createBackendPlugin, coreServices } from '../../packages/backend-plugin-api/src/index.ts';
import { createBackend } from '../../packages/backend-defaults/src/index.ts';

// A backend with all core services, sign-in and one plugin, whose route does nothing.
const backend = createBackend();
backend.add(import('../../plugins/auth/src/backend/index.ts'));
backend.add(
  createBackendPlugin({
    pluginId: 'empty',
    register: env =>
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        init({ http }) {
          http.use((_req, res) => {
            res.json({ status: 'ok' });
          });
        },
      }),
  }),
);
await backend.start();
