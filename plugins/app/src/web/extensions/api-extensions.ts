import {
  alertApiRef,
  ApiBlueprint,
  configApiRef,
  dialogApiRef,
  discoveryApiRef,
  errorApiRef,
  featureFlagsApiRef,
  fetchApiRef,
  identityApiRef,
  oauthRequestApiRef,
  permissionApiRef,
  storageApiRef,
  toastApiRef,
} from '@portico/frontend-plugin-api';
import { appearanceApiRef } from '../../react/appearance-api.ts';
import { serverStateApiRef } from '../../react/server-state-api.ts';
import { createAppearance } from '../apis/create-appearance.ts';
import { createBrowserStorage } from '../../react/create-browser-storage.ts';
import { createDialogs } from '../apis/create-dialogs.ts';
import { createDiscovery } from '../apis/create-discovery.ts';
import { createFeatureFlags } from '../apis/create-feature-flags.ts';
import { createFetch } from '../apis/create-fetch.ts';
import { createAlerts, createErrors } from '../apis/create-notices.ts';
import { createOAuthRequests } from '../apis/create-oauth-requests.ts';
import { createPermissions } from '../apis/create-permissions.ts';
import { createServerState } from '../apis/create-server-state.ts';
import { createToasts } from '../apis/create-toasts.ts';

/** The utility APIs of the app that take nothing from other extensions. */
export const apiExtensions = [
  ApiBlueprint.make({
    name: 'server-state',
    params: define => define({ api: serverStateApiRef, deps: {}, factory: createServerState }),
  }),
  ApiBlueprint.make({
    name: 'toast',
    params: define => define({ api: toastApiRef, deps: {}, factory: createToasts }),
  }),
  ApiBlueprint.make({
    name: 'alert',
    params: define =>
      define({
        api: alertApiRef,
        deps: { toasts: toastApiRef },
        factory: ({ toasts }) => createAlerts(toasts),
      }),
  }),
  ApiBlueprint.make({
    name: 'error',
    params: define =>
      define({
        api: errorApiRef,
        deps: { toasts: toastApiRef },
        factory: ({ toasts }) => createErrors(toasts),
      }),
  }),
  ApiBlueprint.make({
    name: 'dialog',
    params: define => define({ api: dialogApiRef, deps: {}, factory: createDialogs }),
  }),
  ApiBlueprint.make({
    name: 'discovery',
    params: define =>
      define({
        api: discoveryApiRef,
        deps: { config: configApiRef },
        factory: ({ config }) => createDiscovery(config),
      }),
  }),
  ApiBlueprint.make({
    name: 'fetch',
    params: define =>
      define({
        api: fetchApiRef,
        deps: { config: configApiRef, discovery: discoveryApiRef, identity: identityApiRef },
        factory: createFetch,
      }),
  }),
  ApiBlueprint.make({
    name: 'feature-flags',
    params: define => define({ api: featureFlagsApiRef, deps: {}, factory: () => createFeatureFlags() }),
  }),
  ApiBlueprint.make({
    name: 'storage',
    params: define =>
      define({ api: storageApiRef, deps: { errors: errorApiRef }, factory: createBrowserStorage }),
  }),
  ApiBlueprint.make({
    name: 'permission',
    params: define =>
      define({
        api: permissionApiRef,
        deps: { config: configApiRef, discovery: discoveryApiRef, fetch: fetchApiRef },
        factory: createPermissions,
      }),
  }),
  ApiBlueprint.make({
    name: 'oauth-request',
    params: define => define({ api: oauthRequestApiRef, deps: {}, factory: createOAuthRequests }),
  }),
  ApiBlueprint.make({
    name: 'appearance',
    params: define => define({ api: appearanceApiRef, deps: {}, factory: () => createAppearance() }),
  }),
];
