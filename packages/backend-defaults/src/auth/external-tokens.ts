import type { Config } from '@portico/config';
import type { AccessRestrictions, LoggerService } from '@portico/backend-plugin-api';
import { NotAllowedError } from '@portico/errors';
import { readAccessRestrictions } from './access-restrictions.ts';
import type { ExternalTokenHandler, KnownExternalToken } from './external-token-handler.ts';
import {
  createJwksTokenHandler,
  createSharedSecretTokenHandler,
  staticTokenHandler,
} from './external-token-types.ts';

/** The tokens that outside services call with. */
export interface ExternalTokens {
  /**
   * `undefined` when no entry of the configuration knows the token. Throws
   * `NotAllowedError` when the token is not meant for this plugin.
   */
  verify(token: string): Promise<VerifiedExternalToken | undefined>;
}

/** Who called with an external token, and what they may do here and at every plugin. */
export interface VerifiedExternalToken extends KnownExternalToken {
  accessRestrictions?: AccessRestrictions;
  allAccessRestrictions?: ReadonlyMap<string, AccessRestrictions>;
}

interface Entry {
  verify(token: string): Promise<KnownExternalToken | undefined>;
  restrictions: ReadonlyMap<string, AccessRestrictions> | undefined;
}

const entriesKey = 'backend.auth.externalAccess';
const sharedSecretsKey = 'backend.auth.keys';

/**
 * Reads `backend.auth.externalAccess`, and the older `backend.auth.keys`.
 *
 * @param options - `handlers` add types to `static`, `legacy` and `jwks`.
 * @throws Error naming the entry for an unknown type or options that are not valid.
 */
export function createExternalTokens(options: {
  pluginId: string;
  config: Config;
  handlers: ExternalTokenHandler<unknown>[];
  logger: LoggerService;
}): ExternalTokens {
  const { pluginId, config, handlers, logger } = options;
  const types = collectTypes([
    staticTokenHandler,
    createSharedSecretTokenHandler(),
    createJwksTokenHandler(logger),
    ...handlers,
  ]);
  const pluginSecrets = createSharedSecretTokenHandler('external:backstage-plugin');
  const entries = [
    ...(config.getOptionalConfigArray(entriesKey) ?? []).map((entry, index) =>
      toEntry(entry, { types, where: `${entriesKey}[${index}]` }),
    ),
    ...(config.getOptionalConfigArray(sharedSecretsKey) ?? []).map((entry, index) =>
      createEntry(pluginSecrets, entry, {
        options: entry,
        where: `${sharedSecretsKey}[${index}]`,
      }),
    ),
  ];
  return {
    async verify(token) {
      for (const { verify, restrictions } of entries) {
        const verified = await verify(token);
        if (verified) return restrict(verified, restrictions, pluginId);
      }
      return undefined;
    },
  };
}

function collectTypes(handlers: ExternalTokenHandler<unknown>[]): Map<string, ExternalTokenHandler<unknown>> {
  const types = new Map<string, ExternalTokenHandler<unknown>>();
  for (const handler of handlers) {
    if (types.has(handler.type)) {
      throw new Error(`Two handlers for external tokens of type '${handler.type}'; give each its own type`);
    }
    types.set(handler.type, handler);
  }
  return types;
}

function toEntry(
  entry: Config,
  { types, where }: { types: Map<string, ExternalTokenHandler<unknown>>; where: string },
): Entry {
  const type = entry.getString('type');
  const handler = types.get(type);
  if (!handler) {
    const known = [...types.keys()].map(name => `'${name}'`).join(', ');
    throw new Error(`Unknown type '${type}' of '${where}' in the configuration, expected one of ${known}`);
  }
  const options = entry.getConfig('options');
  return createEntry(handler, entry, { options, where });
}

function createEntry<T>(
  handler: ExternalTokenHandler<T>,
  entry: Config,
  { options, where }: { options: Config; where: string },
): Entry {
  try {
    const context = handler.initialize({ options });
    return {
      verify: token => handler.verifyToken(token, context),
      restrictions: readAccessRestrictions(entry),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The entry '${where}' of the configuration is not valid: ${reason}`, { cause: error });
  }
}

function restrict(
  known: KnownExternalToken,
  restrictions: ReadonlyMap<string, AccessRestrictions> | undefined,
  pluginId: string,
): VerifiedExternalToken {
  if (!restrictions) return known;
  const accessRestrictions = restrictions.get(pluginId);
  if (!accessRestrictions) {
    const plugins = [...restrictions.keys()].map(id => `'${id}'`).join(', ');
    throw new NotAllowedError(`This token's access is restricted to plugin(s) ${plugins}`);
  }
  return { ...known, accessRestrictions, allAccessRestrictions: restrictions };
}
