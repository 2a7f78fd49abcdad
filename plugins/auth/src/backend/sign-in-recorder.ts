import { AsyncLocalStorage } from 'node:async_hooks';
import type { JsonObject } from '@portico/config';
import { isErrorLike } from '@portico/errors';
import type { SignInFailure, SignInQuery, SignInStep } from '../sign-in-failure.ts';
import { remedyFor } from './sign-in-remedy.ts';

/** Where a sign-in is going on. */
export interface SignInAttempt {
  providerId: string;
  step: SignInStep;
  /** Names of the configured sign-in resolvers. */
  resolvers: string[];
  /** A client that only looks whether there is a session; that there is none is no failure. */
  isProbe: boolean;
}

/** Follows sign-ins, and keeps the failed ones. */
export interface SignInRecorder {
  /** Runs one step of a sign-in; what it throws is kept and thrown on. */
  follow<T>(attempt: SignInAttempt, run: () => Promise<T>): Promise<T>;
  /** Notes a search for the user, with the error it ended in. */
  noteQuery(query: JsonObject, error?: unknown): void;
  /** Notes that the person was given a token, whatever failed before. */
  noteToken(): void;
  /** The latest failures, newest first. */
  list(): SignInFailure[];
}

interface Following {
  queries: SignInQuery[];
  error?: unknown;
  hasToken: boolean;
}

/** Keeps the last `size` failures in memory; they end with the process. */
export function createSignInRecorder(options: { size?: number } = {}): SignInRecorder {
  const { size = 100 } = options;
  const current = new AsyncLocalStorage<Following>();
  const failures: SignInFailure[] = [];

  const keep = (attempt: SignInAttempt, { queries, error }: Following): void => {
    const { isProbe, ...where } = attempt;
    if (isProbe && queries.length === 0 && isErrorLike(error) && error.name === 'AuthenticationError') return;
    failures.unshift({
      at: new Date().toISOString(),
      ...where,
      queries,
      error: describeError(error),
      remedy: remedyFor({ providerId: where.providerId, queries, error }),
    });
    failures.length = Math.min(failures.length, size);
  };

  return {
    async follow(attempt, run) {
      const following: Following = { queries: [], hasToken: false };
      try {
        const result = await current.run(following, run);
        // Some providers answer with a page that tells the error, and throw nothing.
        if (following.error !== undefined && !following.hasToken) keep(attempt, following);
        return result;
      } catch (error) {
        following.error = error;
        keep(attempt, following);
        throw error;
      }
    },
    noteQuery(query, error) {
      const following = current.getStore();
      if (!following) return;
      following.queries.push({ query, outcome: outcomeOf(error) });
      if (error !== undefined) following.error = error;
    },
    noteToken() {
      const following = current.getStore();
      if (following) following.hasToken = true;
    },
    list: () => structuredClone(failures),
  };
}

function outcomeOf(error: unknown): SignInQuery['outcome'] {
  if (error === undefined) return 'found';
  const name = isErrorLike(error) ? error.name : '';
  return name === 'NotFoundError' ? 'not-found' : name === 'ConflictError' ? 'several' : 'failed';
}

const tokenPattern = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Messages come from identity providers too, and may quote what they were sent. */
function describeError(error: unknown): { name: string; message: string } {
  const { name, message } = isErrorLike(error) ? error : { name: 'Error', message: String(error) };
  return { name, message: message.replaceAll(tokenPattern, '***').slice(0, 1_000) };
}
