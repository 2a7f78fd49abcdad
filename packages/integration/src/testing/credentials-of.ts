import { createConfigReader } from '@portico/config';
import { createScmIntegrations } from '../index.ts';
import type { GuardedFetch, GuardedRequest } from '../http/guarded-fetch.ts';
import { createScmCredentials } from '../credentials/create-scm-credentials.ts';

/** What a host answers: data as JSON, a response as it is. */
export type Handler = (url: URL, request: GuardedRequest) => unknown;

/** A host that answers from a function: data as JSON, a response as it is. */
function host(handler: Handler) {
  const calls: string[] = [];
  const fetch: GuardedFetch = async (url, request = {}) => {
    calls.push(`${request.method ?? 'GET'} ${String(url)}`);
    const answer = handler(new URL(url), request);
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { fetch, calls };
}

/** The credentials of a configuration, and what they asked of hosts that answer from a function. */
export function credentials(integrations: Record<string, unknown>, handler: Handler = () => ({}), env = {}) {
  const data = JSON.parse(JSON.stringify({ integrations }));
  const { fetch, calls } = host(handler);
  const all = createScmIntegrations(createConfigReader([{ context: 'test', data }]));
  const provider = createScmCredentials(all, { fetch, fetchIdentity: fetch, env });
  const get = async (url: string) => provider.getCredentials({ url });
  return { calls, get, headers: async (url: string) => (await get(url)).headers(), provider };
}

/** The header of a user and a password. */
export const encoded = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
