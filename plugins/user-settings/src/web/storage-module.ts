import {
  ApiBlueprint,
  createFrontendModule,
  discoveryApiRef,
  errorApiRef,
  fetchApiRef,
  identityApiRef,
  storageApiRef,
} from '@portico/frontend-plugin-api';
import { createSettingsStorage } from './create-settings-storage.ts';

/** Keeps what users choose in the backend, in place of the browser. */
export const storageModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'storage',
      params: define =>
        define({
          api: storageApiRef,
          deps: {
            discovery: discoveryApiRef,
            fetch: fetchApiRef,
            identity: identityApiRef,
            errors: errorApiRef,
          },
          factory: createSettingsStorage,
        }),
    }),
  ],
});
