import { createFrontendFeatureLoader } from '@portico/frontend-plugin-api';
import { settingsPlugin } from './settings-plugin.tsx';
import { storageModule } from './storage-module.ts';

/** The page of settings, and the storage that keeps what users choose in the backend. */
export default createFrontendFeatureLoader({
  loader: async () => [settingsPlugin, storageModule],
});
