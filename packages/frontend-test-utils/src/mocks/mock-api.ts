import {
  createApiFactory,
  type AnyApiFactory,
  type ApiHolder,
  type ApiRef,
} from '@portico/frontend-plugin-api';
import { createApiRegistry } from '@portico/frontend-app-api';

const factoryKey = Symbol('the factory of a mock API');

/** A stand-in for an API that knows which API it stands in for. */
export type MockApi<Api> = Api & { readonly [factoryKey]: AnyApiFactory };

/** An API for a test: a mock, or a ref with as much of an implementation as the test needs. */
export type TestApi = MockApi<object> | readonly [ref: ApiRef<never>, implementation: object];

/** Types an API for a test that is no mock: `testApi(myApiRef, { load: async () => [] })`. */
export function testApi<Api extends object>(ref: ApiRef<Api>, implementation: Partial<Api>): TestApi {
  // What the test leaves out, it does not call.
  return [ref as ApiRef as ApiRef<never>, implementation];
}

/** Tells a stand-in which API it stands in for. */
export function createMockApi<Api extends object, Mock extends Api>(
  ref: ApiRef<Api>,
  mock: Mock,
): MockApi<Mock> {
  const factory = createApiFactory(ref as ApiRef, mock) as AnyApiFactory;
  return Object.assign(mock, { [factoryKey]: factory });
}

/** The factory of an API that a test gave. */
export function toFactory(api: TestApi): AnyApiFactory {
  if (factoryKey in api) return api[factoryKey];
  const [ref, implementation] = api;
  return createApiFactory(ref as ApiRef, implementation) as AnyApiFactory;
}

/** A holder of nothing but the APIs that a test gave. */
export function toApiHolder(apis: readonly TestApi[]): ApiHolder {
  const registry = createApiRegistry();
  for (const api of apis) registry.set(toFactory(api));
  return registry;
}
