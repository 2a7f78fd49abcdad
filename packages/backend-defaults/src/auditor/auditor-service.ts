import {
  coreServices,
  createServiceFactory,
  type AuditorService,
  type AuditorSeverity,
  type AuthService,
  type Credentials,
  type HttpAuthService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import type { Config, JsonObject } from '@portico/config';
import { ForwardedError, InputError, stringifyError } from '@portico/errors';
import { logLazily } from '../logger/lazy-fields.ts';

type EventOptions = Parameters<AuditorService['createEvent']>[0];
type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const mappingsKey = 'backend.auditor.severityLogLevelMappings';
const logLevels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
const usualLevels: Readonly<Record<AuditorSeverity, LogLevel>> = {
  low: 'debug',
  medium: 'info',
  high: 'info',
  critical: 'info',
};

/**
 * Writes audit events to the log: one entry when an event begins, one when it
 * ends, with the message `<plugin>.<event>` and the field `isAuditEvent`. The
 * actor is who made the request; without a request, the plugin itself.
 *
 * `createEvent` rejects when the request's credentials are not valid.
 */
export function createAuditorService(options: {
  pluginId: string;
  auth: AuthService;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  levels: Readonly<Record<AuditorSeverity, LogLevel>>;
}): AuditorService {
  const { pluginId, auth, httpAuth, logger, levels } = options;

  const write = (event: EventOptions, actorId: string | undefined, getOutcome: () => JsonObject): void => {
    const { eventId, severityLevel = 'low', request } = event;
    const getFields = (): JsonObject =>
      withoutUndefined({
        isAuditEvent: true,
        plugin: pluginId,
        eventId,
        severityLevel,
        actor: {
          actorId,
          ip: request?.ip,
          hostname: request?.hostname,
          userAgent: request?.get('user-agent'),
        },
        ...(request ? { request: { url: request.originalUrl, method: request.method } } : {}),
        ...getOutcome(),
      });
    logLazily(logger, levels[severityLevel], { message: `${pluginId}.${eventId}`, getFields });
  };

  const actorOf = async ({ request }: EventOptions): Promise<string | undefined> => {
    if (!request) return `plugin:${pluginId}`;
    try {
      return idOf(auth, await httpAuth.credentials(request, { allowLimitedAccess: true }));
    } catch (error) {
      throw new ForwardedError('Could not resolve credentials', error);
    }
  };

  return {
    async createEvent(event) {
      const actorId = await actorOf(event);
      write(event, actorId, () => ({ status: 'initiated', ...metaOf(event.meta) }));
      return {
        async success(end) {
          write(event, actorId, () => ({ status: 'succeeded', ...metaOf(event.meta, end?.meta) }));
        },
        async fail({ error, meta }) {
          write(event, actorId, () => ({
            status: 'failed',
            error: stringifyError(error),
            ...metaOf(event.meta, meta),
          }));
        },
      };
    },
  };
}

/** The `core.auditor` service. */
export const auditorServiceFactory = createServiceFactory({
  service: coreServices.auditor,
  deps: {
    config: coreServices.rootConfig,
    logger: coreServices.logger,
    auth: coreServices.auth,
    httpAuth: coreServices.httpAuth,
    plugin: coreServices.pluginMetadata,
  },
  factory: ({ config, logger, auth, httpAuth, plugin }) =>
    createAuditorService({ pluginId: plugin.getId(), auth, httpAuth, logger, levels: readLevels(config) }),
});

function readLevels(config: Config): Record<AuditorSeverity, LogLevel> {
  const levelOf = (severity: AuditorSeverity): LogLevel => {
    const key = `${mappingsKey}.${severity}`;
    const configured = config.getOptionalString(key) ?? usualLevels[severity];
    const level = logLevels.find(known => known === configured);
    if (!level) {
      throw new InputError(
        `The configuration value for '${key}' was given an invalid value: '${configured}'. Expected one of '${logLevels.join("', '")}'`,
      );
    }
    return level;
  };
  return {
    low: levelOf('low'),
    medium: levelOf('medium'),
    high: levelOf('high'),
    critical: levelOf('critical'),
  };
}

function idOf(auth: AuthService, credentials: Credentials): string | undefined {
  if (auth.isPrincipal(credentials, 'user')) return credentials.principal.userEntityRef;
  return auth.isPrincipal(credentials, 'service') ? credentials.principal.subject : undefined;
}

function metaOf(...parts: (JsonObject | undefined)[]): { meta?: JsonObject } {
  const meta: JsonObject = Object.assign({}, ...parts);
  return Object.keys(meta).length > 0 ? { meta } : {};
}

/** As JSON would have it; most events hold nothing but texts, which need no parsing. */
function withoutUndefined(entry: object): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(entry)) {
    if (value === undefined) continue;
    if (typeof value === 'string' || typeof value === 'boolean') result[key] = value;
    else
      result[key] = isFlat(value)
        ? withoutUndefined(value)
        : (JSON.parse(JSON.stringify(value)) as JsonObject);
  }
  return result;
}

function isFlat(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(inner => ['string', 'boolean', 'undefined'].includes(typeof inner))
  );
}
