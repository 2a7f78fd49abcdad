import {
  actionsServiceRef,
  coreServices,
  createServiceFactory,
  type ActionDescription,
  type ActionsService,
  type AuthService,
  type Credentials,
  type DiscoveryService,
  type LoggerService,
} from '@portico/backend-plugin-api';
import type { Config, JsonValue } from '@portico/config';
import { InputError, ResponseError, stringifyError } from '@portico/errors';
import { createActionFilter } from './action-filter.ts';

/**
 * Lists the actions of the plugins in `backend.actions.pluginSources`, and
 * invokes them, over HTTP and on behalf of the caller. A source that fails is
 * logged and left out of the list; a failed invocation rejects with `ResponseError`.
 */
export function createActionsService(options: {
  auth: AuthService;
  config: Config;
  discovery: DiscoveryService;
  logger: LoggerService;
}): ActionsService {
  const { auth, config, discovery, logger } = options;

  const request = async (
    { pluginId, path, credentials }: { pluginId: string; path: string; credentials: Credentials },
    init: RequestInit = {},
  ): Promise<unknown> => {
    const { token } = await auth.getPluginRequestToken({ onBehalfOf: credentials, targetPluginId: pluginId });
    const response = await fetch(`${await discovery.getBaseUrl(pluginId)}/.backstage/actions/${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  };

  const listOf = async (pluginId: string, credentials: Credentials): Promise<ActionDescription[]> => {
    try {
      const body = await request({ pluginId, path: 'v1/actions', credentials });
      return (body as { actions: ActionDescription[] }).actions;
    } catch (error) {
      logger.warn(`Failed to fetch actions from '${pluginId}', ${stringifyError(error)}`);
      return [];
    }
  };

  return {
    async list({ credentials }) {
      const sources = config.getOptionalStringArray('backend.actions.pluginSources') ?? [];
      const lists = await Promise.all(sources.map(pluginId => listOf(pluginId, credentials)));
      return { actions: lists.flat().filter(await createActionFilter(config)) };
    },
    async invoke({ id, input, secrets, credentials }) {
      const [pluginId, name] = id.split(':', 2);
      if (!pluginId || !name)
        throw new InputError(`Invalid action id '${id}'; write it as '<plugin>:<name>'`);
      const path = `${secrets ? 'v2' : 'v1'}/actions/${encodeURIComponent(id)}/invoke`;
      const body = JSON.stringify(secrets ? { input, secrets } : (input ?? {}));
      const answer = await request({ pluginId, path, credentials }, { method: 'POST', body });
      return answer as { output: JsonValue };
    },
  };
}

/** The `alpha.core.actions` service. */
export const actionsServiceFactory = createServiceFactory({
  service: actionsServiceRef,
  deps: {
    auth: coreServices.auth,
    config: coreServices.rootConfig,
    discovery: coreServices.discovery,
    logger: coreServices.logger,
  },
  factory: createActionsService,
});
