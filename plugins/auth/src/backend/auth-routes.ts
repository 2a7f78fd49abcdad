import { Router } from 'express';
import type {
  AuthService,
  DatabaseService,
  DiscoveryService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@portico/backend-plugin-api';
import type { CatalogApi } from '@portico/catalog-client';
import type { Config, JsonObject } from '@portico/config';
import { NotFoundError } from '@portico/errors';
import { createAuthDatabase } from './auth-database.ts';
import { issueUserToken } from './issue-user-token.ts';
import type { ProviderRegistry } from './provider-registry.ts';
import { createProviderRoutes } from './provider-routes.ts';
import { createResolverContext } from './resolver-context.ts';
import { createSignInFailureRoutes } from './sign-in-failure-routes.ts';
import { createSignInRecorder } from './sign-in-recorder.ts';
import { createSigningKeys, readTokenLifetime } from './token-settings.ts';
import { createTokenRoutes } from './token-routes.ts';
import { createUserInfoTable } from './user-info-table.ts';

/** The services that the routes need. */
export interface AuthRoutesServices {
  auth: AuthService;
  catalog: () => Promise<CatalogApi>;
  config: Config;
  database: DatabaseService;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
}

/**
 * All routes of the plugin: tokens and users, failed sign-ins, and those of the
 * providers. Any other path is that of an unknown provider, 404.
 */
export async function createAuthRoutes(
  services: AuthRoutesServices,
  registry: ProviderRegistry,
): Promise<Router> {
  const { auth, catalog, config, discovery } = services;
  const connect = createAuthDatabase(services.database);
  const baseUrl = await discovery.getExternalBaseUrl('auth');
  const keys = await createSigningKeys({ ...services, connect });
  const userInfo = createUserInfoTable(connect);
  const recorder = createSignInRecorder();
  const settings = {
    issuer: baseUrl,
    lifetimeSeconds: readTokenLifetime(config),
    omitOwnership: config.getOptionalBoolean('auth.omitIdentityTokenOwnershipClaim') ?? true,
  };
  const resolverContext = createResolverContext({
    auth,
    catalog,
    ownershipResolver: registry.ownershipResolver(),
    recorder,
    async issueToken({ claims }) {
      const { sub, ent = [sub] } = claims;
      const result = await issueUserToken(
        { claims: { ...claims, ent } },
        await keys.getSigningKey(),
        settings,
      );
      await userInfo.save({ ...(claims as JsonObject), sub, ent });
      return result;
    },
  });
  const router = Router();
  router.use(createTokenRoutes({ auth, keys, userInfo, baseUrl }));
  router.use(createSignInFailureRoutes({ ...services, recorder }));
  const { providers } = registry;
  router.use(await createProviderRoutes({ ...services, providers, resolverContext, recorder, baseUrl }));
  router.use('/:provider', req => {
    throw new NotFoundError(`Unknown auth provider '${req.params.provider}'`);
  });
  return router;
}
