import type { ConfigApi, DiscoveryApi, FetchApi, IdentityApi } from '@portico/frontend-plugin-api';
import { readBackendUrl } from './create-discovery.ts';

/**
 * Makes the `fetch` of the app: `plugin://<id>/path` goes to where the plugin
 * is, and requests to the backend carry the token of the user. No other host
 * ever gets it. Where the backend refuses the token, the request is sent once
 * more with a new one.
 */
export function createFetch({
  config,
  discovery,
  identity,
  fetch: send = (input, init) => window.fetch(input, init),
}: {
  config: ConfigApi;
  discovery: DiscoveryApi;
  identity: IdentityApi;
  fetch?: typeof fetch;
}): FetchApi {
  const backend = new URL(readBackendUrl(config));
  return {
    fetch: async (input, init) => {
      const request = new Request(await locate(input, discovery), init);
      if (request.headers.has('authorization') || !isBelow(new URL(request.url), backend)) {
        return send(request);
      }
      const { token } = await identity.getCredentials();
      if (token === undefined) return send(request);
      const again = request.clone();
      const response = await send(withToken(request, token));
      if (response.status !== 401) return response;
      const fresh = await renew(identity, token);
      return fresh === undefined ? response : send(withToken(again, fresh));
    },
  };
}

function withToken(request: Request, token: string): Request {
  request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

/** Another token than the refused one, if there is one to be had. */
async function renew(identity: IdentityApi, refused: string): Promise<string | undefined> {
  try {
    const { token } = await identity.getCredentials({ refused });
    return token === refused ? undefined : token;
  } catch {
    return undefined;
  }
}

async function locate(input: RequestInfo | URL, discovery: DiscoveryApi): Promise<RequestInfo | URL> {
  const url = input instanceof Request ? input.url : String(input);
  const match = /^plugin:\/\/([^/?#]+)(.*)$/s.exec(url);
  if (!match) return input;
  const [, pluginId = '', rest = ''] = match;
  const located = `${await discovery.getBaseUrl(pluginId)}${rest}`;
  return input instanceof Request ? new Request(located, input) : located;
}

/** Compared by segments: `/api-evil` is not below `/api`. */
function isBelow(url: URL, base: URL): boolean {
  const path = base.pathname.replace(/\/+$/, '');
  return url.origin === base.origin && (url.pathname === path || url.pathname.startsWith(`${path}/`));
}
