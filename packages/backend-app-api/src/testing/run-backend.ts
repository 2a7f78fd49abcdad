import { coreServices, createBackendPlugin } from '@portico/backend-plugin-api';
import { createSpecializedBackend } from '../index.ts';
import { createPlainServices } from './plain-services.ts';

// A process of its own for the tests of what happens to processes; its argument says how the plugin behaves.
const behaviour = process.argv[2];
const say = (text: string) => void process.stdout.write(`${text}\n`);

const services = createPlainServices();
const backend = createSpecializedBackend({ defaultServiceFactories: services.factories });
backend.add(
  createBackendPlugin({
    pluginId: 'subject',
    register: env =>
      env.registerInit({
        deps: { lifecycle: coreServices.rootLifecycle },
        init({ lifecycle }) {
          lifecycle.addShutdownHook(() => say('stopped'));
          if (behaviour === 'fail-start') throw new Error('no start');
          if (behaviour === 'fail-stop')
            lifecycle.addShutdownHook(() => Promise.reject(new Error('no stop')));
          if (behaviour !== 'idle') setInterval(() => undefined, 1000);
        },
      }),
  }),
);
if (behaviour === 'twice')
  backend.add(createBackendPlugin({ pluginId: 'subject', register: () => undefined }));

if (behaviour === 'pair') {
  const slow = createSpecializedBackend({ defaultServiceFactories: createPlainServices().factories });
  slow.add(
    createBackendPlugin({
      pluginId: 'slow',
      register: env =>
        env.registerInit({
          deps: { lifecycle: coreServices.rootLifecycle },
          init: ({ lifecycle }) =>
            lifecycle.addShutdownHook(async () => {
              await new Promise(resolve => setTimeout(resolve, 100));
              say('slow stopped');
            }),
        }),
    }),
  );
  await slow.start();
}

await backend.start();
if (behaviour === 'reject') void Promise.reject(new Error('nobody cares'));
if (behaviour === 'throw') setImmediate(() => throwLater());
setTimeout(
  () => say(['running', ...services.logged.filter(line => line.startsWith('error'))].join('\n')),
  50,
);

function throwLater(): never {
  throw new Error('nobody cares');
}
