// Portico, with plugins and modules exactly as they are published for Backstage.
import { createBackend } from '@portico/backend-defaults';

const backend = createBackend();
backend.add(import('@backstage/plugin-proxy-backend'));
backend.add(import('@backstage/plugin-devtools-backend'));
backend.add(import('@backstage/plugin-events-backend'));
// fills the extension point of another package: webhooks of GitHub, verified by their signature
backend.add(import('@backstage/plugin-events-backend-module-github'));
await backend.start();
