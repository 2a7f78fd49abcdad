import {
  createSubject,
  type OAuthRequestApi,
  type OAuthRequesterOptions,
  type PendingOAuthRequest,
} from '@portico/frontend-plugin-api';

/** Collects what plugins ask of sign-in providers, one request for each provider, until the user answers. */
export function createOAuthRequests(): OAuthRequestApi {
  const pending = new Map<string, PendingOAuthRequest>();
  const subject = createSubject<PendingOAuthRequest[]>({ initial: () => [...pending.values()] });
  const tell = (): void => subject.next([...pending.values()]);
  return {
    authRequest$: () => subject.observable,
    createAuthRequester: options =>
      createRequester(options, entry => {
        if (entry) pending.set(options.provider.id, entry);
        else pending.delete(options.provider.id);
        tell();
      }),
  };
}

interface Waiting<Session> {
  resolve(session: Session): void;
  reject(error: Error): void;
}

function createRequester<Session>(
  { provider, onAuthRequest }: OAuthRequesterOptions<Session>,
  show: (entry: PendingOAuthRequest | undefined) => void,
): (scopes: Set<string>) => Promise<Session> {
  let scopes = new Set<string>();
  let waiting: Waiting<Session>[] = [];
  const settle = (act: (entry: Waiting<Session>) => void): void => {
    waiting.forEach(act);
    waiting = [];
    scopes = new Set();
    show(undefined);
  };
  const entry: PendingOAuthRequest = {
    provider,
    reject: () => settle(({ reject }) => reject(rejected(provider.title))),
    async trigger() {
      const session = await onAuthRequest(scopes);
      settle(({ resolve }) => resolve(session));
    },
  };
  return asked =>
    new Promise<Session>((resolve, reject) => {
      scopes = scopes.union(asked);
      waiting.push({ resolve, reject });
      show(entry);
    });
}

function rejected(title: string): Error {
  const error = new Error(`You did not sign in with ${title}`);
  error.name = 'RejectedError';
  return error;
}
