import { enableCompileCache } from 'node:module';

enableCompileCache();
const { createBackend } = await import('@portico/backend-defaults');

// The core services, and the plugins that the peer has, too.
const backend = createBackend();
backend.add(import('@portico/plugin-auth/backend'));
backend.add(import('@portico/plugin-devtools/backend'));
backend.add(import('@portico/plugin-events/backend'));

await backend.start();
