import { authServiceFactory } from './auth-service-factory.ts';
import { httpAuthServiceFactory } from './http-auth-service.ts';
import { userInfoServiceFactory } from './user-info-service.ts';

export { authServiceFactory, pluginTokenHandlerDecoratorServiceRef } from './auth-service-factory.ts';
export {
  createNoneCredentials,
  createServiceCredentials,
  createUserCredentials,
  toInternalCredentials,
  type InternalCredentials,
} from './credentials.ts';
export {
  createExternalTokenHandler,
  externalTokenHandlersServiceRef,
  type ExternalTokenHandler,
  type KnownExternalToken,
} from './external-token-handler.ts';
export { httpAuthServiceFactory } from './http-auth-service.ts';
export type { PluginTokenHandler } from './plugin-tokens.ts';
export { createTokenCache, type Expiring, type TokenCache } from './token-cache.ts';
export { userInfoServiceFactory } from './user-info-service.ts';

/** The services that tell who is calling: `core.auth`, `core.httpAuth` and `core.userInfo`. */
export const authServiceFactories = [authServiceFactory, httpAuthServiceFactory, userInfoServiceFactory];
