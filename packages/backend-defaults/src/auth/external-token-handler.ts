import type { Config } from '@portico/config';
import { createServiceRef } from '@portico/backend-plugin-api';

/** Verifies one type of token from outside, as `backend.auth.externalAccess[].type` names it. */
export interface ExternalTokenHandler<TContext> {
  type: string;
  /** Called once for each entry of its type; throws when the options are not valid. */
  initialize(context: { options: Config }): TContext;
  /** `undefined` when the token is not one of this entry. */
  verifyToken(token: string, context: TContext): Promise<{ subject: string } | undefined>;
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
