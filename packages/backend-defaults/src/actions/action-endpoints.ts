import { json, Router, type Handler, type Request } from 'express';
import type {
  AuthService,
  Credentials,
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { NotAllowedError, NotFoundError } from '@portico/errors';
import { createActionFilter } from './action-filter.ts';
import { invokeAction } from './invoke-action.ts';
import type { RegisteredAction } from './registered-action.ts';

const prefix = '/.backstage/actions/';

/** What the endpoints of a plugin's actions need. */
export interface ActionEndpointsOptions {
  actions: ReadonlyMap<string, RegisteredAction>;
  pluginId: string;
  auth: AuthService;
  config: Config;
  httpAuth: HttpAuthService;
  logger: LoggerService;
  permissions: PermissionsService;
}

/**
 * The endpoints of a plugin's actions, below `/.backstage/actions`; other paths
 * go to `next`.
 *
 * - `GET v1/actions`: `{ actions }`, those that the caller may see.
 * - `POST v1/actions/:id/invoke` with the input as body: `{ output }`.
 * - `POST v2/actions/:id/invoke` with `{ input, secrets }`: `{ output }`.
 *
 * An action that the configuration or the caller's permissions hide is not
 * there: 404. Nobody invokes anything without credentials: 403.
 */
export function createActionEndpoints(options: ActionEndpointsOptions): Handler {
  const { auth, httpAuth, logger } = options;
  const router = Router();
  router.use(json());

  router.get(`${prefix}v1/actions`, async (req, res) => {
    const visible = await listVisible(options, await httpAuth.credentials(req));
    res.json({ actions: await Promise.all(visible.map(entry => entry.describe())) });
  });

  const invoke = async (
    req: Request<{ id: string }>,
    given: { input: unknown; secrets?: unknown },
  ): Promise<object> => {
    const credentials = await httpAuth.credentials(req);
    if (auth.isPrincipal(credentials, 'none')) {
      throw new NotAllowedError(
        'Actions must be invoked by an authenticated principal, not an anonymous request',
      );
    }
    const { id } = req.params;
    const { action } = await findVisible(options, id, credentials);
    const { input = {}, secrets } = given;
    return { output: await invokeAction({ id, action }, { input, secrets, credentials, logger }) };
  };
  router.post(`${prefix}v1/actions/:id/invoke`, async (req, res) => {
    res.json(await invoke(req, { input: req.body }));
  });
  router.post(`${prefix}v2/actions/:id/invoke`, async (req, res) => {
    res.json(await invoke(req, (req.body ?? {}) as { input: unknown }));
  });

  return (req, res, next) => (req.path.startsWith(prefix) ? router(req, res, next) : next());
}

async function findVisible(
  options: ActionEndpointsOptions,
  id: string,
  credentials: Credentials,
): Promise<RegisteredAction> {
  const entry = options.actions.get(id);
  const [visible] =
    entry && (await createConfiguredTest(options))(entry)
      ? await onlyPermitted([entry], options, credentials)
      : [];
  if (!visible) throw new NotFoundError(`Action '${id}' not found`);
  return visible;
}

async function listVisible(
  options: ActionEndpointsOptions,
  credentials: Credentials,
): Promise<RegisteredAction[]> {
  const entries = [...options.actions.values()].filter(await createConfiguredTest(options));
  return onlyPermitted(entries, options, credentials);
}

async function createConfiguredTest({
  config,
  pluginId,
}: ActionEndpointsOptions): Promise<(entry: RegisteredAction) => boolean> {
  const sources = config.getOptionalStringArray('backend.actions.pluginSources');
  return sources && !sources.includes(pluginId) ? () => false : createActionFilter(config);
}

async function onlyPermitted(
  entries: RegisteredAction[],
  { permissions }: ActionEndpointsOptions,
  credentials: Credentials,
): Promise<RegisteredAction[]> {
  const guarded = entries.flatMap(entry => {
    const permission = entry.action.visibilityPermission;
    return permission ? [{ entry, permission }] : [];
  });
  if (guarded.length === 0) return entries;
  const decisions = await permissions.authorize(
    guarded.map(({ permission }) => ({ permission })),
    { credentials },
  );
  const hidden = new Set(
    guarded.filter((_, index) => decisions[index]?.result !== 'ALLOW').map(({ entry }) => entry),
  );
  return entries.filter(entry => !hidden.has(entry));
}
