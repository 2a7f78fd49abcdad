import type { IdentityApi } from '@portico/frontend-plugin-api';
import type { PredicateContext } from '../tree/predicates.ts';

/** Who is signed in, and what conditions were found to be, for another app. What is inside is not for others. */
export interface AppSession {
  readonly $$type: '@backstage/SpecializedAppSessionState';
}

interface SessionContent {
  identityApi: IdentityApi | undefined;
  predicates: PredicateContext;
}

/** Closes what is known about a session. */
export function toSession(content: SessionContent): AppSession {
  const session = { $$type: '@backstage/SpecializedAppSessionState' as const, version: 'v1', content };
  return session;
}

/** Opens a session. @throws TypeError when it was not made by {@link toSession}. */
export function readSession(session: AppSession): SessionContent {
  if (!('content' in session))
    throw new TypeError(
      'The session state was not made by this app. Use sessionState of an app that is complete',
    );
  return session.content as SessionContent;
}
