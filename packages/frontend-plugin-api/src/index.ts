export { AnalyticsContext, useAnalyticsContext } from './components/analytics-context.tsx';
export {
  analyticsApiRef,
  type AnalyticsApi,
  type AnalyticsContextValue,
  type AnalyticsEvent,
  type AnalyticsEventAttributes,
  type AnalyticsImplementation,
  type AnalyticsTracker,
} from './apis/analytics.ts';
export { createApiFactory, type AnyApiFactory, type ApiFactory, type ApiRefsOf } from './apis/api-factory.ts';
export { createApiRef, type ApiHolder, type ApiRef } from './apis/api-ref.ts';
export {
  appTreeApiRef,
  type AppNode,
  type AppNodeDecider,
  type AppNodeEdges,
  type AppNodeInstance,
  type AppNodeProblem,
  type AppNodeReport,
  type AppNodeSpec,
  type AppProblem,
  type AppTree,
  type AppTreeApi,
} from './apis/app-tree.ts';
export {
  appLanguageApiRef,
  appThemeApiRef,
  type AppLanguageApi,
  type AppTheme,
  type AppThemeApi,
} from './apis/appearance.ts';
export {
  atlassianAuthApiRef,
  bitbucketAuthApiRef,
  bitbucketServerAuthApiRef,
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
  oneloginAuthApiRef,
  openshiftAuthApiRef,
  vmwareCloudAuthApiRef,
  type AuthRequestOptions,
  type BackstageIdentityApi,
  type OAuthApi,
  type OAuthProviderApi,
  type OpenIdConnectApi,
  type OpenIdProviderApi,
  type ProfileInfo,
  type ProfileInfoApi,
  type SessionApi,
  type SessionState,
  type UserIdentity,
  type UserIdentityResponse,
} from './apis/auth.ts';
export {
  configApiRef,
  discoveryApiRef,
  fetchApiRef,
  type ConfigApi,
  type DiscoveryApi,
  type FetchApi,
} from './apis/backend-access.ts';
export { dialogApiRef, type DialogApi, type DialogContent, type DialogHandle } from './apis/dialog.ts';
export {
  FeatureFlagState,
  featureFlagsApiRef,
  type FeatureFlag,
  type FeatureFlagsApi,
} from './apis/feature-flags.ts';
export { iconsApiRef, type IconComponent, type IconsApi } from './apis/icons.ts';
export { identityApiRef, type IdentityApi } from './apis/identity.ts';
export {
  alertApiRef,
  errorApiRef,
  toastApiRef,
  type AlertApi,
  type AlertMessage,
  type ErrorApi,
  type ErrorApiError,
  type ErrorApiErrorContext,
  type ToastApi,
  type ToastMessage,
} from './apis/notices.ts';
export {
  oauthRequestApiRef,
  type AuthProviderInfo,
  type OAuthRequestApi,
  type OAuthRequesterOptions,
  type PendingOAuthRequest,
} from './apis/oauth-request.ts';
export { permissionApiRef, type PermissionApi } from './apis/permission.ts';
export {
  pluginHeaderActionsApiRef,
  pluginWrapperApiRef,
  type PluginHeaderActionsApi,
  type PluginWrapperApi,
  type WrapperComponent,
} from './apis/plugin-surroundings.ts';
export { routeResolutionApiRef, type RouteResolutionApi } from './apis/route-resolution.ts';
export { storageApiRef, type StorageApi, type StorageValueSnapshot } from './apis/storage.ts';
export { swappableComponentsApiRef, type SwappableComponentsApi } from './apis/swappable-components.ts';
export { translationApiRef, type TranslationApi, type TranslationSnapshot } from './apis/translation.ts';
export { ApiProvider, useApi, useApiHolder, useOptionalApi, withApis } from './apis/use-api.ts';
export {
  AnalyticsImplementationBlueprint,
  type AnalyticsImplementationFactory,
} from './blueprints/analytics-implementation-blueprint.ts';
export { ApiBlueprint } from './blueprints/api-blueprint.ts';
export {
  AppRootElementBlueprint,
  AppRootWrapperBlueprint,
  RouterBlueprint,
  type AppWrapperComponent,
} from './blueprints/app-root-blueprints.ts';
export {
  IconBundleBlueprint,
  ThemeBlueprint,
  TranslationBlueprint,
} from './blueprints/appearance-blueprints.ts';
export {
  NavContentBlueprint,
  type NavContentComponent,
  type NavItem,
  type NavItems,
} from './blueprints/nav-content-blueprint.ts';
export { PageBlueprint, type PageParams } from './blueprints/page-blueprint.tsx';
export { PluginHeaderActionBlueprint } from './blueprints/plugin-header-action-blueprint.tsx';
export {
  PluginWrapperBlueprint,
  type PluginWrapperDefinition,
} from './blueprints/plugin-wrapper-blueprint.ts';
export {
  SignInPageBlueprint,
  type SignInPageParams,
  type SignInPageProps,
} from './blueprints/sign-in-page-blueprint.tsx';
export { SubPageBlueprint, type SubPageParams } from './blueprints/sub-page-blueprint.tsx';
export {
  SwappableComponentBlueprint,
  type SwappableComponentReplacement,
} from './blueprints/swappable-component-blueprint.ts';
export { AppIcon } from './components/app-icon.tsx';
export { useAppNode } from './components/app-node-context.tsx';
export {
  BreadcrumbEntry,
  BreadcrumbRegistryProvider,
  useBreadcrumbEntries,
  type BreadcrumbEntryData,
  type BreadcrumbRegistry,
} from './components/breadcrumbs.tsx';
export {
  ErrorDisplay,
  NotFoundErrorPage,
  PageLayout,
  Progress,
  type ErrorDisplayProps,
  type NotFoundErrorPageProps,
  type PageLayoutProps,
  type PageLayoutTab,
} from './components/core-components.tsx';
export { ExtensionBoundary, type ExtensionBoundaryProps } from './components/extension-boundary.tsx';
export type { ContentLoader, LoadedContent } from './components/lazy-content.tsx';
export type {
  InstallableSwappableComponentRef,
  SwappableComponentRef,
} from './components/swappable-component-ref.ts';
export {
  createSwappableComponent,
  type ComponentLoader,
  type CreateSwappableComponentOptions,
  type SwappableComponent,
} from './components/swappable-component.tsx';
export { useAnalytics } from './components/use-analytics.ts';
export {
  createSubject,
  type Observable,
  type Observer,
  type Subject,
  type Subscription,
} from './observable.ts';
export {
  createExternalRouteRef,
  type ExternalRouteRef,
  type InstallableExternalRouteRef,
} from './routing/external-route-ref.ts';
export type { AnyRouteRefParams, RouteFunc } from './routing/route-params.ts';
export { createRouteRef, type InstallableRouteRef, type RouteRef } from './routing/route-ref.ts';
export {
  createSubRouteRef,
  type InstallableSubRouteRef,
  type SubRouteParams,
  type SubRouteRef,
} from './routing/sub-route-ref.ts';
export { usePageTitle } from './routing/use-page-title.ts';
export { useRouteRef, useRouteRefParams } from './routing/use-route-ref.ts';
export { createMessageFormatter, type MessageTable } from './translation/create-message-formatter.ts';
export type { MessageKey, MessageOptions, TranslationFunction } from './translation/translation-function.ts';
export {
  createTranslationMessages,
  type TranslationMessages,
  type TranslationMessagesOptions,
} from './translation/translation-messages.ts';
export {
  createTranslationRef,
  type FlattenedMessages,
  type InstallableTranslationRef,
  type NestedMessages,
  type TranslationRefOptions,
} from './translation/create-translation-ref.ts';
export type { TranslationRef } from './translation/translation-ref.ts';
export {
  createTranslationResource,
  type InstallableTranslationResource,
  type TranslationResource,
  type TranslationResourceOptions,
} from './translation/translation-resource.ts';
export { translated, type TranslatedText } from './translation/translated-text.ts';
export { useText, useTexts } from './translation/use-text.ts';
export { useTranslationRef } from './translation/use-translation-ref.ts';
export {
  resolveExtensionId,
  type ExtensionAttachTo,
  type ExtensionDefinitionAttachTo,
} from './wiring/attach-to.ts';
export {
  createExtensionBlueprintParams,
  type BlueprintParams,
  type DefineParams,
  type ParamsInput,
} from './wiring/blueprint-params.ts';
export { type ConfigField, type ConfigFields, type PortableSchema } from './wiring/config-schema.ts';
export { coreExtensionData } from './wiring/core-extension-data.ts';
export {
  createExtensionBlueprint,
  type BlueprintMakeOptions,
  type BlueprintTypes,
  type CreateExtensionBlueprintOptions,
  type ExtensionBlueprint,
} from './wiring/create-blueprint.ts';
export { createExtension, type CreateExtensionOptions } from './wiring/create-extension.ts';
export { createFrontendModule, type CreateFrontendModuleOptions } from './wiring/create-module.ts';
export {
  createFrontendPlugin,
  type CreateFrontendPluginOptions,
  type OverridableFrontendPlugin,
  type PluginOverrides,
} from './wiring/create-plugin.ts';
export { createDataContainer } from './wiring/data-container.ts';
export {
  createExtensionDataRef,
  type ConfigurableExtensionDataRef,
  type ExtensionDataContainer,
  type ExtensionDataRef,
  type ExtensionDataValue,
} from './wiring/extension-data.ts';
export type {
  AnyExtensionDefinition,
  ExtensionDefinition,
  ExtensionOverride,
  OriginalFactory,
} from './wiring/extension-definition.ts';
export {
  createExtensionInput,
  type ExtensionInput,
  type ExtensionInputOptions,
  type ExtensionInputs,
} from './wiring/extension-input.ts';
export type { ExtensionTypes, FactoryContext, ResolvedInputs } from './wiring/extension-types.ts';
export type { Extension } from './wiring/extension.ts';
export {
  createFrontendFeatureLoader,
  type CreateFrontendFeatureLoaderOptions,
  type FrontendFeatureLoader,
  type InstallableFeatureLoader,
  type LoadableFeature,
  type LoadedFeature,
} from './wiring/feature-loader.ts';
export type {
  FeatureFlagConfig,
  FrontendFeature,
  FrontendModule,
  FrontendPlugin,
  FrontendPluginInfo,
  FrontendPluginInfoOptions,
  IconElement,
  InstallableModule,
  InstallablePlugin,
} from './wiring/feature.ts';
export {
  evaluateFilterPredicate,
  type FilterPredicate,
  type FilterPredicateValue,
} from './wiring/filter-predicate.ts';
export type { ExtensionFactoryContext, InstallableExtension } from './wiring/installable-extension.ts';
export { optionalField, optionalText } from './wiring/optional-field.ts';
export { resolveExtensionDefinition } from './wiring/resolve-extension.ts';
