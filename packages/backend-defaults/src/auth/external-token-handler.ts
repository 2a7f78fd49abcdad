import type { Config } from '@portico/config';
import { createServiceRef } from '@portico/backend-plugin-api';

/** What a handler found a token to be. */
export interface KnownExternalToken {
  subject: string;
  /**
   * Until when, in milliseconds since the epoch, the token may be taken without asking the handler again; for five
   * minutes at most. Without it, the handler is asked at every request.
   */
  usableUntil?: number;
}

/** Verifies one type of token from outside, as `backend.auth.externalAccess[].type` names it. */
export interface ExternalTokenHandler<TContext> {
  type: string;
  /** Called once for each entry of its type; throws when the options are not valid. */
  initialize(context: { options: Config }): TContext;
  /** `undefined` when the token is not one of this entry. */
  verifyToken(token: string, context: TContext): Promise<KnownExternalToken | undefined>;
}

/** Types a handler, so that what `initialize` gives is what `verifyToken` takes. */
export function createExternalTokenHandler<TContext>(
  handler: ExternalTokenHandler<TContext>,
): ExternalTokenHandler<TContext> {
  return handler;
}

/** Adds types of tokens from outside: provide any number of handlers. */
export const externalTokenHandlersServiceRef = createServiceRef<ExternalTokenHandler<unknown>>({
  id: 'core.auth.externalTokenHandlers',
  multiton: true,
});
