import { json, type Handler, type Request, type Response } from 'express';
import type { AuthService, HttpAuthService } from '@portico/backend-plugin-api';
import { InputError, NotAllowedError } from '@portico/errors';
import { evaluateConditions, parseConditions } from '@portico/permissions';
import type { PermissionMetadata } from './permission-metadata.ts';

const prefix = '/.well-known/backstage/permissions/';

type ConditionsItem = ReturnType<typeof parseItem>;

/**
 * The two endpoints through which the permission plugin learns of a plugin's
 * permissions and has conditions evaluated; other paths go to `next`.
 *
 * - `GET metadata`: `{ permissions, rules }`.
 * - `POST apply-conditions`: `{ items: [{ id, resourceRef, resourceType, conditions }] }`
 *   gives `{ items: [{ id, result }] }`, with a list of results for a list of
 *   refs. For plugins and services only, also when they act for a user.
 */
export function createPermissionEndpoints(options: {
  metadata: PermissionMetadata;
  auth: AuthService;
  httpAuth: HttpAuthService;
}): Handler {
  const { metadata, auth, httpAuth } = options;
  const parseBody = json();

  const applyConditions = async (req: Request, res: Response): Promise<void> => {
    const credentials = await httpAuth.credentials(req, { allow: ['user', 'service'] });
    if (auth.isPrincipal(credentials, 'user') && !credentials.principal.actor) {
      throw new NotAllowedError('Conditions are evaluated for plugins and services, not for users directly');
    }
    await new Promise<void>((resolve, reject) => {
      parseBody(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
    });
    res.json({ items: await evaluateItems(parseItems(req.body), metadata) });
  };

  const describeMetadata = async (res: Response): Promise<void> => {
    res.json(await metadata.describe());
  };

  return (req, res, next) => {
    if (!req.path.startsWith(prefix)) return next();
    const endpoint = `${req.method} ${req.path.slice(prefix.length)}`;
    if (endpoint === 'GET metadata') return describeMetadata(res);
    return endpoint === 'POST apply-conditions' ? applyConditions(req, res) : next();
  };
}

function parseItems(body: unknown): ConditionsItem[] {
  const items = (body as { items?: unknown } | undefined)?.items;
  if (!Array.isArray(items)) throw new InputError("Invalid 'items': expected a list");
  return items.map((item: unknown, index) => parseItem(item, `items[${index}]`));
}

function parseItem(item: unknown, path: string) {
  const { id, resourceRef, resourceType, conditions } = (item ?? {}) as Record<string, unknown>;
  const refs = Array.isArray(resourceRef) ? (resourceRef as unknown[]) : [resourceRef];
  if (typeof id !== 'string') throw new InputError(`Invalid '${path}.id': expected a text`);
  if (typeof resourceType !== 'string')
    throw new InputError(`Invalid '${path}.resourceType': expected a text`);
  if (refs.length === 0 || !refs.every(ref => typeof ref === 'string')) {
    throw new InputError(`Invalid '${path}.resourceRef': expected a text, or a list of at least one`);
  }
  return {
    id,
    resourceType,
    refs,
    isList: Array.isArray(resourceRef),
    conditions: parseConditions(conditions, `${path}.conditions`),
  };
}

async function evaluateItems(items: ConditionsItem[], metadata: PermissionMetadata): Promise<object[]> {
  const types = [...new Set(items.map(item => item.resourceType))];
  const unknown = types.filter(type => !metadata.hasResourceType(type));
  if (unknown.length > 0) throw new InputError(`Unexpected resource types: '${unknown.join("', '")}'`);
  const loaded = await Promise.all(
    types.map(async type => {
      const refs = items.filter(item => item.resourceType === type).flatMap(item => item.refs);
      return [type, await metadata.loadResources(type, refs)] as const;
    }),
  );
  const resources = new Map(loaded);
  return items.map(({ id, resourceType, refs, isList, conditions }) => {
    const rules = { getRuleByName: (name: string) => metadata.getRule(resourceType, name) };
    const results = refs.map(ref =>
      evaluateConditions(conditions, resources.get(resourceType)?.get(ref), rules) ? 'ALLOW' : 'DENY',
    );
    return { id, result: isList ? results : results[0] };
  });
}
