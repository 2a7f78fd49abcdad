import type { Request } from 'express';
import type { Config } from '@portico/config';
import { NotImplementedError } from '@portico/errors';
import type { ClientAuthResponse } from '../sign-in-response.ts';
import type { AuthProviderFactory, AuthProviderRouteHandlers, AuthResolverContext } from './auth-provider.ts';
import { prepareIdentityResponse } from './identity-response.ts';
import {
  readDeclarativeSignInResolver,
  type ProfileTransform,
  type SignInResolver,
  type SignInResolverFactory,
} from './sign-in-resolver.ts';

/** Reads who somebody is from a request that came through a proxy that knows it. */
export interface ProxyAuthenticator<TContext, TResult, TProviderInfo = undefined> {
  defaultProfileTransform: ProfileTransform<TResult>;
  initialize(context: { config: Config }): TContext;
  authenticate(
    options: { req: Request },
    context: TContext,
  ): Promise<{ result: TResult; providerInfo?: TProviderInfo }>;
}

interface ProxyProviderOptions<TResult> {
  authenticator: ProxyAuthenticator<unknown, TResult, unknown>;
  profileTransform?: ProfileTransform<TResult>;
  signInResolver?: SignInResolver<TResult>;
  signInResolverFactories?: Record<string, SignInResolverFactory<TResult>>;
}

/** Types an authenticator, so that what `initialize` gives is what `authenticate` takes. */
export function createProxyAuthenticator<TContext, TResult, TProviderInfo>(
  authenticator: ProxyAuthenticator<TContext, TResult, TProviderInfo>,
): ProxyAuthenticator<unknown, TResult, TProviderInfo> {
  return authenticator;
}

/**
 * Makes a provider of an authenticator: `refresh` signs in, the other routes are
 * not implemented. Without a resolver of its own or a configured one the factory throws.
 */
export function createProxyAuthProviderFactory<TResult>(
  options: ProxyProviderOptions<TResult>,
): AuthProviderFactory {
  return ({ config, providerId, resolverContext }) => {
    const signInResolver =
      options.signInResolver ??
      readDeclarativeSignInResolver({
        config,
        signInResolverFactories: options.signInResolverFactories ?? {},
      });
    if (!signInResolver) {
      throw new Error(
        `No sign-in resolver configured for proxy auth provider '${providerId}'; set 'auth.providers.${providerId}.signIn.resolvers'`,
      );
    }
    return createRouteHandlers({ ...options, signInResolver }, { config, resolverContext });
  };
}

function createRouteHandlers<TResult>(
  options: ProxyProviderOptions<TResult> & { signInResolver: SignInResolver<TResult> },
  { config, resolverContext }: { config: Config; resolverContext: AuthResolverContext },
): AuthProviderRouteHandlers {
  const { authenticator, signInResolver } = options;
  const profileTransform = options.profileTransform ?? authenticator.defaultProfileTransform;
  const context = authenticator.initialize({ config });
  const notImplemented = async (): Promise<void> => {
    throw new NotImplementedError('This provider signs in through a proxy; use its route refresh');
  };
  return {
    start: notImplemented,
    frameHandler: notImplemented,
    async refresh(req, res) {
      const { result, providerInfo } = await authenticator.authenticate({ req }, context);
      const { profile } = await profileTransform(result, resolverContext);
      const identity = await signInResolver({ profile, result }, resolverContext);
      const response: ClientAuthResponse<unknown> = {
        profile,
        providerInfo,
        backstageIdentity: prepareIdentityResponse(identity),
      };
      res.status(200).json(response);
    },
  };
}
