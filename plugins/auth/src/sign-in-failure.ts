import type { JsonObject } from '@portico/config';

/** The part of a sign-in in which it failed, as the path of its route. */
export type SignInStep = 'start' | 'handler/frame' | 'refresh';

/** A search for the user in the catalog, during a sign-in. */
export interface SignInQuery {
  query: JsonObject;
  outcome: 'found' | 'not-found' | 'several' | 'failed';
}

/** Why somebody could not sign in. It holds no token and no secret. */
export interface SignInFailure {
  /** ISO 8601. */
  at: string;
  providerId: string;
  step: SignInStep;
  /** The names of the configured sign-in resolvers, in the order in which they are tried. */
  resolvers: string[];
  queries: SignInQuery[];
  error: { name: string; message: string };
  /** What an operator can do about it. */
  remedy: string;
}
