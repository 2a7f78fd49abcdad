import type { DiscoveryApi, FetchApi, PermissionApi, ConfigApi } from '@portico/frontend-plugin-api';
import { ResponseError } from '@portico/errors';
import { AuthorizeResult, type AuthorizePermissionRequest } from '@portico/permissions';

interface Waiting {
  id: string;
  request: AuthorizePermissionRequest;
  resolve(answer: { result: AuthorizeResult }): void;
  reject(error: unknown): void;
}

/**
 * Asks the permission backend what the user may do. Questions of the same
 * moment go in one request; the same question is asked once in ten seconds.
 * Without `permission.enabled` everything is allowed.
 */
export function createPermissions({
  config,
  discovery,
  fetch: { fetch },
}: {
  config: ConfigApi;
  discovery: DiscoveryApi;
  fetch: FetchApi;
}): PermissionApi {
  if (!config.getOptionalBoolean('permission.enabled')) {
    return { authorize: async () => ({ result: AuthorizeResult.ALLOW }) };
  }
  let waiting: Waiting[] = [];
  const recent = new Map<string, { until: number; answer: Promise<{ result: AuthorizeResult }> }>();

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    try {
      const items = await ask(batch);
      for (const { id, resolve, reject } of batch) {
        const item = items.find(candidate => candidate.id === id);
        if (item) resolve({ result: item.result });
        else reject(new Error('The permission backend left a question without an answer'));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  async function ask(batch: Waiting[]): Promise<{ id: string; result: AuthorizeResult }[]> {
    const response = await fetch(`${await discovery.getBaseUrl('permission')}/authorize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items: batch.map(({ id, request }) => ({ id, ...request })) }),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return ((await response.json()) as { items: { id: string; result: AuthorizeResult }[] }).items;
  }

  return {
    authorize(request) {
      const key = JSON.stringify(request);
      const known = recent.get(key);
      if (known && known.until > Date.now()) return known.answer;
      const answer = new Promise<{ result: AuthorizeResult }>((resolve, reject) => {
        if (waiting.length === 0) queueMicrotask(() => void flush());
        waiting.push({ id: crypto.randomUUID(), request, resolve, reject });
      });
      recent.set(key, { until: Date.now() + 10_000, answer });
      answer.catch(() => recent.delete(key));
      return answer;
    },
  };
}
