import { json, Router, urlencoded, type Handler, type Request } from 'express';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { NotFoundError, toError } from '@portico/errors';
import { parseCookie } from 'cookie';
import type {
  AuthProviderFactory,
  AuthProviderRouteHandlers,
  AuthResolverContext,
} from '../node/auth-provider.ts';
import type { SignInStep } from '../sign-in-failure.ts';
import type { SignInRecorder } from './sign-in-recorder.ts';

/** What the routes of the providers are made from. */
export interface ProviderRoutesOptions {
  providers: ReadonlyMap<string, AuthProviderFactory>;
  config: Config;
  logger: LoggerService;
  resolverContext: AuthResolverContext;
  recorder: SignInRecorder;
  /** The external base URL of the auth plugin. */
  baseUrl: string;
}

type OriginTest = (origin: string) => boolean;

/**
 * Mounts each provider at `/<providerId>`. One that is not configured, or whose
 * configuration is wrong in development, answers 404 with the reason.
 *
 * @throws Error when a configured provider cannot be made, outside of development.
 */
export async function createProviderRoutes(options: ProviderRoutesOptions): Promise<Router> {
  const { providers, config, logger } = options;
  const isExtraOrigin = await createExtraOriginTest(config);
  const router = Router();
  router.use(readCookies, urlencoded({ extended: false }), json());
  for (const [providerId, factory] of providers) {
    const providerConfig = config.getOptionalConfig(`auth.providers.${providerId}`);
    router.use(
      `/${providerId}`,
      providerConfig
        ? mountProvider({ ...options, providerId, factory, providerConfig, isExtraOrigin })
        : answerNotFound(`No auth provider registered for '${providerId}'`),
    );
    if (providerConfig) logger.debug(`Sign-in provider '${providerId}' is configured`);
  }
  return router;
}

interface ProviderOptions extends ProviderRoutesOptions {
  providerId: string;
  factory: AuthProviderFactory;
  providerConfig: Config;
  isExtraOrigin: OriginTest;
}

function mountProvider(options: ProviderOptions): Handler {
  const { providerId, logger } = options;
  try {
    return createRoutes(createProvider(options), options);
  } catch (error) {
    const reason = toError(error).message;
    if (process.env.NODE_ENV !== 'development') {
      throw new Error(`Failed to initialize ${providerId} auth provider, ${reason}`, { cause: error });
    }
    logger.warn(`Skipping ${providerId} auth provider, ${reason}`);
    return answerNotFound(
      `Auth provider registered for '${providerId}' is misconfigured. The configuration under 'auth.providers.${providerId}' is missing something, or a variable in it is not set; the backend's log tells more`,
    );
  }
}

function createProvider(options: ProviderOptions): AuthProviderRouteHandlers {
  const { providerId, factory, providerConfig, config, logger, resolverContext, baseUrl } = options;
  const appUrl = config.getString('app.baseUrl');
  const { origin: appOrigin } = new URL(appUrl);
  const urls = {
    baseUrl,
    appUrl,
    isOriginAllowed: (origin: string) => origin === appOrigin || options.isExtraOrigin(origin),
  };
  return factory({
    providerId,
    config: providerConfig,
    logger,
    resolverContext,
    ...urls,
    globalConfig: urls,
  });
}

function createRoutes(provider: AuthProviderRouteHandlers, options: ProviderOptions): Router {
  const { recorder, providerId, providerConfig } = options;
  const router = Router();
  const follow =
    (step: SignInStep, handle: Handler): Handler =>
    (req, res, next) =>
      recorder.follow(
        {
          providerId,
          step,
          resolvers: resolverNames(providerConfig, req),
          isProbe: req.query['optional'] === 'true',
        },
        async () => handle(req, res, next),
      );
  router.get('/start', follow('start', provider.start.bind(provider)));
  const frame = follow('handler/frame', provider.frameHandler.bind(provider));
  router.get('/handler/frame', frame).post('/handler/frame', frame);
  if (provider.refresh) {
    const refresh = follow('refresh', provider.refresh.bind(provider));
    router.get('/refresh', refresh).post('/refresh', refresh);
  }
  if (provider.logout) router.post('/logout', provider.logout.bind(provider));
  return router;
}

/** The resolvers stand in the provider's configuration, or in that of its environment. */
function resolverNames(config: Config, req: Request): string[] {
  const { env } = req.query;
  const names = (one: Config | undefined): string[] =>
    (one?.getOptionalConfigArray('signIn.resolvers') ?? []).map(entry => entry.getString('resolver'));
  const inEnvironment = config
    .keys()
    .filter(key => key === env)
    .flatMap(key => names(config.getOptionalConfig(key)));
  return [...names(config), ...inEnvironment];
}

async function createExtraOriginTest(config: Config): Promise<OriginTest> {
  const texts = config.getOptionalStringArray('auth.experimentalExtraAllowedOrigins') ?? [];
  if (texts.length === 0) return () => false;
  const { Minimatch } = await import('minimatch');
  const patterns = texts.map(text => new Minimatch(text, { nocase: true, noglobstar: true }));
  return origin => patterns.some(pattern => pattern.match(origin));
}

function answerNotFound(message: string): Handler {
  return () => {
    throw new NotFoundError(message);
  };
}

/** Providers look for their cookies in `req.cookies`. */
const readCookies: Handler = (req, _res, next) => {
  (req as { cookies?: unknown }).cookies = { ...parseCookie(req.headers.cookie ?? '') };
  next();
};
