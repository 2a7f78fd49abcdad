import {
  coreServices,
  createServiceFactory,
  type AuthService,
  type Credentials,
  type PermissionsService,
} from '@portico/backend-plugin-api';
import { durationToMilliseconds, readDurationFromConfig, type Config } from '@portico/config';
import type { DefinitivePolicyDecision, PolicyDecision } from '@portico/permissions';
import { createBatchedPolicyClient } from './batched-policy-client.ts';
import { createPolicyClient, type PolicyClient, type PolicyQuestion } from './policy-client.ts';
import { decideForService } from './service-decision.ts';

const lifetimeKey = 'permission.decisionLifetime';

/**
 * Answers for services without asking anyone, with ALLOW for everybody while
 * `permission.enabled` is not set, and otherwise with what the permission
 * plugin decides on behalf of the user, or of nobody.
 */
export function createPermissionsService(options: {
  auth: AuthService;
  client: PolicyClient;
  enabled: boolean;
  decisionLifetimeMs: number;
}): PermissionsService {
  const { auth, client, enabled, decisionLifetimeMs } = options;
  const policy = createBatchedPolicyClient(client, {
    decisionLifetimeMs,
    tokenOf: credentials => tokenFor(auth, credentials),
  });

  const decide = async (
    questions: PolicyQuestion[],
    given: { credentials: Credentials } | undefined,
  ): Promise<PolicyDecision[]> => {
    // Plugins of another make may call without options, which is nobody's call.
    const credentials = given?.credentials ?? (await auth.getNoneCredentials());
    if (auth.isPrincipal(credentials, 'service')) {
      const { accessRestrictions } = credentials.principal;
      return questions.map(({ permission }) => decideForService(permission, accessRestrictions));
    }
    if (!enabled) return questions.map(() => ({ result: 'ALLOW' }));
    return Promise.all(questions.map(question => policy.ask(question, credentials)));
  };

  return {
    async authorize(requests, given) {
      return (await decide(requests, given)).map(assertDefinitive);
    },
    authorizeConditional: decide,
  };
}

/** The `core.permissions` service. */
export const permissionsServiceFactory = createServiceFactory({
  service: coreServices.permissions,
  deps: { auth: coreServices.auth, config: coreServices.rootConfig, discovery: coreServices.discovery },
  factory: ({ auth, config, discovery }) =>
    createPermissionsService({
      auth,
      client: createPolicyClient(discovery),
      enabled: config.getOptionalBoolean('permission.enabled') ?? false,
      decisionLifetimeMs: readLifetime(config),
    }),
});

function readLifetime(config: Config): number {
  return config.has(lifetimeKey)
    ? durationToMilliseconds(readDurationFromConfig(config, { key: lifetimeKey }))
    : 1_000;
}

async function tokenFor(auth: AuthService, credentials: Credentials): Promise<string> {
  if (auth.isPrincipal(credentials, 'none')) return '';
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'permission',
  });
  return token;
}

function assertDefinitive(decision: PolicyDecision): DefinitivePolicyDecision {
  if (decision.result === 'CONDITIONAL') {
    throw new Error('The permission plugin answered with conditions where yes or no was asked');
  }
  return decision;
}
