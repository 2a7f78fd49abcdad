// The catalog of Portico, with modules exactly as they are published for Backstage.
import { createBackend } from '@portico/backend-defaults';

const backend = createBackend();
backend.add(import('@portico/plugin-catalog/backend'));
backend.add(import('@portico/plugin-events/backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-unprocessed'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-openapi'));
backend.add(import('@backstage/plugin-catalog-backend-module-github'));
await backend.start();
