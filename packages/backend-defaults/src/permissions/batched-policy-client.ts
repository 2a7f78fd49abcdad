import type { Credentials } from '@portico/backend-plugin-api';
import type { PolicyDecision } from '@portico/permissions';
import { createTokenCache, type Expiring, type TokenCache } from '../auth/token-cache.ts';
import type { PolicyClient, PolicyQuestion } from './policy-client.ts';

interface Waiting {
  question: PolicyQuestion;
  resolve(decision: PolicyDecision): void;
  reject(error: unknown): void;
}

interface CachedDecision extends Expiring {
  decision: PolicyDecision;
}

/** The permission plugin takes a body of at most 100 kB, and its policy decides one by one. */
const maxBatch = 200;

/**
 * Sends what is asked in one turn of the event loop with one token in one
 * request, equal questions once.
 *
 * Decisions that do not name a resource depend on the user and the policy
 * alone; they serve for `decisionLifetimeMs`. Nothing invalidates them earlier:
 * a changed policy or membership is in force when that time is over, in every
 * process. 0 asks every time. Decisions on a resource are never kept.
 *
 * @param options - `tokenOf`: the token to ask with for somebody, empty for nobody.
 */
export function createBatchedPolicyClient(
  client: PolicyClient,
  options: { decisionLifetimeMs: number; tokenOf(credentials: Credentials): Promise<string> },
): { ask(question: PolicyQuestion, credentials: Credentials): Promise<PolicyDecision> } {
  const { decisionLifetimeMs, tokenOf } = options;
  // By the object: it is the same for all requests with a token, and to look for the token takes longer.
  const known = new WeakMap<Credentials, TokenCache<CachedDecision>>();
  const queue = createQueue(client);
  return {
    async ask(question, credentials) {
      let decisions = known.get(credentials);
      if (!decisions) {
        decisions = createTokenCache({ size: 500, maxAgeMs: decisionLifetimeMs, markOf: key => key });
        known.set(credentials, decisions);
      }
      const { decision } = await decisions.reuse(keyOf(question), async () => {
        const usableUntil = question.resourceRef === undefined ? Date.now() + decisionLifetimeMs : 0;
        return { decision: await queue.ask(question, await tokenOf(credentials)), usableUntil };
      });
      return decision;
    },
  };
}

function keyOf({ permission, resourceRef = '' }: PolicyQuestion): string {
  const { name, type, attributes } = permission;
  const resourceType = type === 'resource' ? permission.resourceType : '';
  // There is no NUL in what comes before the ref.
  return `${name}\0${type}\0${resourceType}\0${attributes?.action ?? ''}\0${resourceRef}`;
}

function createQueue(client: PolicyClient): {
  ask(question: PolicyQuestion, token: string): Promise<PolicyDecision>;
} {
  const queues = new Map<string, Waiting[]>();
  const flush = (token: string): void => {
    const waiting = queues.get(token) ?? [];
    queues.delete(token);
    for (let start = 0; start < waiting.length; start += maxBatch) {
      void send(client, waiting.slice(start, start + maxBatch), token);
    }
  };
  return {
    ask: (question, token) =>
      new Promise((resolve, reject) => {
        const waiting = queues.get(token);
        if (waiting) {
          waiting.push({ question, resolve, reject });
          return;
        }
        queues.set(token, [{ question, resolve, reject }]);
        setImmediate(flush, token);
      }),
  };
}

async function send(client: PolicyClient, waiting: Waiting[], token: string): Promise<void> {
  try {
    const decisions = await client.ask(
      waiting.map(({ question }) => question),
      token,
    );
    for (const [index, { resolve, reject }] of waiting.entries()) {
      const decision = decisions[index];
      if (decision) resolve(decision);
      else reject(new Error('A decision is missing'));
    }
  } catch (error) {
    for (const { reject } of waiting) reject(error);
  }
}
