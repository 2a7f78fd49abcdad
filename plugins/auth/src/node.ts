export type {
  AuthOwnershipResolver,
  AuthProviderFactory,
  AuthProviderFactoryContext,
  AuthProviderRouteHandlers,
  AuthResolverCatalogUserQuery,
  AuthResolverContext,
  CookieConfigurer,
  TokenParams,
} from './node/auth-provider.ts';
export { commonSignInResolvers } from './node/common-sign-in-resolvers.ts';
export {
  authOwnershipResolutionExtensionPoint,
  authProvidersExtensionPoint,
  type AuthOwnershipResolutionExtensionPoint,
  type AuthProvidersExtensionPoint,
} from './node/extension-points.ts';
export { prepareIdentityResponse } from './node/identity-response.ts';
export {
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
  type ProxyAuthenticator,
} from './node/proxy-provider.ts';
export {
  createSignInResolverFactory,
  readDeclarativeSignInResolver,
  type ProfileTransform,
  type SignInInfo,
  type SignInResolver,
  type SignInResolverFactory,
} from './node/sign-in-resolver.ts';
export { tokenTypes } from './node/token-types.ts';
