import { coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import { createBackend } from '../index.ts';

// A backend in a process of its own, for the tests of configuration, logs and exit; it logs what its arguments say.
const backend = createBackend();
backend.add(
  createBackendPlugin({
    pluginId: 'subject',
    register: env =>
      env.registerInit({
        deps: { logger: coreServices.logger, config: coreServices.rootConfig },
        init({ logger, config }) {
          if (config.getOptionalBoolean('custom.fails')) {
            throw new Error(`The token '${config.getString('custom.token')}' is refused`);
          }
          logger.info('started', { token: config.getOptionalString('custom.token') ?? 'none' });
          config.subscribe?.(() =>
            logger.info('changed', { token: config.getOptionalString('custom.token') ?? 'none' }),
          );
        },
      }),
  }),
);
void backend.start();
