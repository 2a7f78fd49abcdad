export { appErrors, toProblem, type AppError, type AppErrorCode, type AppErrorContext } from './app-error.ts';
export { completeSignIn, createGuestIdentity, type AppIdentityApi } from './apis/app-identity.ts';
export { createApiRegistry, type ApiRegistry } from './apis/api-registry.ts';
export { createPluginHeaderActionsApi } from './apis/create-plugin-header-actions-api.ts';
export { createSwappableComponentsApi } from './apis/create-swappable-components-api.tsx';
export { createTranslationApi, type TranslationApiOptions } from './apis/create-translation-api.ts';
export { readBasePath } from './app/base-path.ts';
export { createApp, type CreateAppOptions } from './app/create-app.tsx';
export {
  createSpecializedApp,
  prepareSpecializedApp,
  type BootstrapApp,
  type FinalizedApp,
  type PreparedApp,
} from './app/prepare-app.ts';
export type { PrepareSpecializedAppOptions } from './app/prepare-options.ts';
export { readInjectedConfig } from './app/read-injected-config.ts';
export type { AppSession } from './app/session.ts';
export { listFeatureNames, type FeatureNames } from './features/list-feature-names.ts';
export { loadFeatures, type AppFeature } from './features/load-features.ts';
export type { PluginInfoResolver } from './features/plugin-info.ts';
export type { BindRoutes, RouteTargets } from './routing/route-bindings.ts';
export { createExtensionTree, type CreateExtensionTreeOptions } from './tree/create-extension-tree.ts';
export { explainNode, type NodeExplanation, type NodeStatus } from './tree/explain-node.ts';
export type { ExtensionFactoryMiddleware } from './tree/instantiate-node.ts';
