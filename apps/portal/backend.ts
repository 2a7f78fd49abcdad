import { enableCompileCache } from 'node:module';

// From the second start on, Node.js finds everything below compiled already.
enableCompileCache();
const { createBackend } = await import('@portico/backend-defaults');

const backend = createBackend();

// What is installed. Each line is a plugin or a module; their order does not matter.
backend.add(import('@portico/plugin-app/backend'));
backend.add(import('@portico/plugin-auth/backend'));
backend.add(import('@portico/plugin-catalog/backend'));
backend.add(import('@portico/plugin-devtools/backend'));
backend.add(import('@portico/plugin-events/backend'));
backend.add(import('@portico/plugin-user-settings/backend'));

await backend.start();
