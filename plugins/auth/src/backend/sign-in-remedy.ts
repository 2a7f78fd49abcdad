import type { JsonObject, JsonValue } from '@portico/config';
import { isErrorLike } from '@portico/errors';
import type { SignInQuery } from '../sign-in-failure.ts';

/** Says what an operator can do about a failed sign-in. */
export function remedyFor(failure: { providerId: string; queries: SignInQuery[]; error: unknown }): string {
  const { providerId, queries, error } = failure;
  const last = queries.at(-1);
  if (last?.outcome === 'not-found') return remedyForMissing(last.query, providerId);
  if (last?.outcome === 'several') {
    return `Several users match ${describeQuery(last.query)}. Let one of them only, or use a resolver that tells them apart.`;
  }
  if (last?.outcome === 'failed') {
    return 'The catalog could not be asked for the user. Check that it runs and that its log shows no errors.';
  }
  const name = isErrorLike(error) ? error.name : '';
  if (name === 'NotAllowedError') {
    return `The provider '${providerId}' does not let this person in; the message says by which setting of 'auth.providers.${providerId}'.`;
  }
  if (name === 'AuthenticationError') {
    return `The provider '${providerId}' did not accept what it was sent: an expired session, or a proxy that does not send its header. Compare its settings with 'auth.providers.${providerId}'.`;
  }
  return `See the log of the plugin 'auth' at this time, and compare the provider's settings with 'auth.providers.${providerId}'.`;
}

function remedyForMissing(query: JsonObject, providerId: string): string {
  const { entityRef } = query;
  const add =
    entityRef === undefined
      ? `Let the User entity of this person have ${describeQuery(query)}`
      : `Add the entity '${textOf(entityRef)}' to the catalog`;
  return `${add}; see that the location or provider that brings users has run. Or choose another resolver in 'auth.providers.${providerId}.signIn.resolvers'.`;
}

function describeQuery({ entityRef, annotations, filter }: JsonObject): string {
  if (entityRef !== undefined) return `the ref '${textOf(entityRef)}'`;
  if (annotations !== undefined) return describePairs(annotations, 'metadata.annotations.');
  return [filter ?? {}]
    .flat()
    .map(one => describePairs(one, ''))
    .join(' or ');
}

function describePairs(pairs: JsonValue, prefix: string): string {
  return Object.entries(pairs as JsonObject)
    .map(([key, value]) => `'${prefix}${key}' = '${textOf(value ?? '*')}'`)
    .join(' and ');
}

function textOf(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
