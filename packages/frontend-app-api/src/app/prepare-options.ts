import type { Config } from '@portico/config';
import type { AnyApiFactory, ApiHolder, FrontendFeature } from '@portico/frontend-plugin-api';
import type { PluginInfoResolver } from '../features/plugin-info.ts';
import type { BindRoutes } from '../routing/route-bindings.ts';
import type { ExtensionFactoryMiddleware } from '../tree/instantiate-node.ts';
import type { AppSession } from './session.ts';

/** What an app is made of. */
export interface PrepareSpecializedAppOptions {
  features?: readonly FrontendFeature[];
  /** Default: no configuration. */
  config?: Config;
  /** Leads external routes of plugins to routes of others. */
  bindRoutes?(context: { bind: BindRoutes }): void;
  advanced?: {
    /** APIs that stand in for those of extensions. */
    apis?: ApiHolder;
    /** Factories that come before those of extensions, for tests. */
    apiFactories?: readonly AnyApiFactory[];
    /** Stands around every factory; the last of a list is the outermost. */
    extensionFactoryMiddleware?: ExtensionFactoryMiddleware | readonly ExtensionFactoryMiddleware[];
    pluginInfoResolver?: PluginInfoResolver;
    /** The session of an app that was made before: nobody has to sign in again. */
    sessionState?: AppSession;
  };
}
