import { createConfigReader, type Config, type JsonObject } from '@portico/config';
import {
  configApiRef,
  discoveryApiRef,
  fetchApiRef,
  type DiscoveryApi,
  type FetchApi,
} from '@portico/frontend-plugin-api';
import { createMockApi, type MockApi } from './mock-api.ts';

/** Configuration from an object. */
export function mockConfigApi(options: { data?: JsonObject } = {}): MockApi<Config> {
  return createMockApi(configApiRef, createConfigReader([{ context: 'the test', data: options.data ?? {} }]));
}

/** Backend plugins at `<baseUrl>/api/<plugin id>`. Default: `http://example.com`. */
export function mockDiscoveryApi(options: { baseUrl?: string } = {}): MockApi<DiscoveryApi> {
  const { baseUrl = 'http://example.com' } = options;
  return createMockApi(discoveryApiRef, {
    getBaseUrl: async (pluginId: string) => `${baseUrl}/api/${encodeURIComponent(pluginId)}`,
  });
}

/** What answers the requests of a test. */
export interface MockFetchOptions {
  /** Answers requests; by default, each one fails, since no test should reach the network unawares. */
  respond?: (request: Request) => Response | Promise<Response>;
  /** Resolves `plugin://<plugin id>/path`. Default: {@link mockDiscoveryApi}. */
  discovery?: DiscoveryApi;
  /** Sent as bearer token with each request. */
  token?: string;
}

/** A fetch API whose requests are answered by the test. */
export function mockFetchApi(options: MockFetchOptions = {}): MockApi<FetchApi> {
  const { respond, discovery = mockDiscoveryApi(), token } = options;
  return createMockApi(fetchApiRef, {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const url = input instanceof Request ? input.url : String(input);
      const target = await resolveUrl(url, discovery);
      const request =
        input instanceof Request ? new Request(new Request(target, input), init) : new Request(target, init);
      if (token && !request.headers.has('authorization'))
        request.headers.set('authorization', `Bearer ${token}`);
      if (!respond)
        throw new Error(
          `The test fetches '${target}' and does not say what answers. Pass respond to mockApis.fetch`,
        );
      return respond(request);
    },
  });
}

async function resolveUrl(url: string, discovery: DiscoveryApi): Promise<string> {
  const match = /^plugin:\/\/([^/]+)(.*)$/.exec(url);
  if (!match) return url;
  const [, pluginId = '', rest = ''] = match;
  return `${await discovery.getBaseUrl(pluginId)}${rest}`;
}
