import type { DiscoveryService } from '@portico/backend-plugin-api';
import { ResponseError, ServiceUnavailableError, stringifyError } from '@portico/errors';
import { parseConditions, type Permission, type PolicyDecision } from '@portico/permissions';

/** One question to the policy. */
export interface PolicyQuestion {
  permission: Permission;
  resourceRef?: string;
}

/** Asks the permission plugin. */
export interface PolicyClient {
  /** One decision for each question, in the same order. The token, empty for nobody, tells who asks. */
  ask(questions: PolicyQuestion[], token: string): Promise<PolicyDecision[]>;
}

/**
 * Asks `POST /authorize` of the permission plugin. It rejects with
 * `ServiceUnavailableError` when the plugin cannot be reached or is not there,
 * and with an error when the answer does not match the question: nothing is
 * allowed by accident.
 */
export function createPolicyClient(discovery: DiscoveryService): PolicyClient {
  return {
    async ask(questions, token) {
      const url = `${await discovery.getBaseUrl('permission')}/authorize`;
      const items = questions.map((question, index) => ({ id: String(index), ...question }));
      const response = await post(url, { items }, token);
      if (response.status === 404) {
        throw new ServiceUnavailableError(
          `No permission plugin at '${url}', and 'permission.enabled' is set: add the plugin, or unset it`,
        );
      }
      if (!response.ok) throw await ResponseError.fromResponse(response);
      return readDecisions(await response.json(), questions.length);
    },
  };
}

async function post(url: string, body: unknown, token: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  } catch (error) {
    throw new ServiceUnavailableError(`Cannot reach the permission plugin, ${stringifyError(error)}`, error);
  }
}

function readDecisions(body: unknown, count: number): PolicyDecision[] {
  const items = (body as { items?: unknown } | null)?.items;
  const byId = new Map<unknown, unknown>();
  for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
    byId.set((item as { id?: unknown } | null)?.id, item);
  }
  if (byId.size !== count) throw new Error('The permission plugin did not answer what it was asked');
  return Array.from({ length: count }, (_, index) => readDecision(byId.get(String(index))));
}

function readDecision(item: unknown): PolicyDecision {
  const { result, pluginId, resourceType, conditions } = (item ?? {}) as Record<string, unknown>;
  if (result === 'ALLOW' || result === 'DENY') return { result };
  if (result === 'CONDITIONAL' && typeof pluginId === 'string' && typeof resourceType === 'string') {
    return { result, pluginId, resourceType, conditions: parseConditions(conditions) };
  }
  throw new Error('The permission plugin answered with something that is no decision');
}
