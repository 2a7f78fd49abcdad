import { fileURLToPath } from 'node:url';

/** The folder of the catalog's migrations. */
export const migrationsDirectory = fileURLToPath(new URL('../../migrations', import.meta.url));
