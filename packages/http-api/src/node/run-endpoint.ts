import type { Request, Response } from 'express';
import type {
  AuditorEvent,
  AuditorService,
  Credentials,
  HttpAuthService,
  PermissionsService,
} from '@portico/backend-plugin-api';
import { NotAllowedError, toError } from '@portico/errors';
import { AuthorizeResult, isResourcePermission, type PolicyDecision } from '@portico/permissions';
import type { Endpoint, EndpointInput } from '../endpoint.ts';
import { checkAnswer } from './check-answer.ts';
import type { PathMatch } from './path-matcher.ts';
import { createInputReader } from './request-input.ts';
import { sendReply } from './send-reply.ts';

/** The services that routers use; those that no endpoint of the API needs may be left out. */
export interface ApiServices {
  httpAuth: HttpAuthService;
  permissions?: PermissionsService;
  auditor?: AuditorService;
}

/** A handler whose types were checked where it was given. */
export type AnyHandler = (request: object) => unknown;

/** Answers a request that was matched with the endpoint. */
export type EndpointRunner = (req: Request, res: Response, match: PathMatch<unknown>) => Promise<void>;

/** Compiles one endpoint: who calls, what they bring, whether they may, the handler, the audit, the answer. */
export function createEndpointRunner(options: {
  endpoint: Endpoint;
  handler: AnyHandler;
  services: ApiServices;
  checkOutput: boolean;
}): EndpointRunner {
  const { endpoint, handler, services, checkOutput } = options;
  const {
    allow = ['user', 'service'],
    allowLimitedAccess = false,
    status = 200,
    permission,
    audit,
  } = endpoint;
  const readInput = createInputReader(endpoint);
  const access = { allow: [...allow], allowLimitedAccess };

  return async (req, res, match) => {
    const credentials = await services.httpAuth.credentials(req, access);
    const input = await readInput(req, match);
    const recorder = audit ? await startRecord(endpoint, services, { req, input }) : undefined;
    try {
      const decision = permission ? await decide(endpoint, services, { credentials, input }) : undefined;
      const request = new CheckedRequest({ ...input, credentials, decision, request: req, response: res });
      if (recorder) request.addAuditMeta = recorder.add;
      const value = await handler(request);
      if (checkOutput) checkAnswer(endpoint, value);
      const sending = sendReply(res, value, status);
      if (sending) await sending;
    } catch (error) {
      await recorder?.fail(toError(error));
      throw error;
    }
    await recorder?.succeed();
  };
}

interface Checked extends EndpointInput {
  credentials: Credentials;
  decision: PolicyDecision | undefined;
  request: Request;
  response: Response;
}

/** What handlers are given; the signal is made for those who ask for it. */
class CheckedRequest implements Checked {
  readonly params: EndpointInput['params'];
  readonly query: EndpointInput['query'];
  readonly body: unknown;
  readonly credentials: Credentials;
  readonly decision: PolicyDecision | undefined;
  readonly request: Request;
  readonly response: Response;
  addAuditMeta: (meta: object) => void = () => {};
  #signal: AbortSignal | undefined;

  constructor({ params, query, body, credentials, decision, request, response }: Checked) {
    this.params = params;
    this.query = query;
    this.body = body;
    this.credentials = credentials;
    this.decision = decision;
    this.request = request;
    this.response = response;
  }

  get signal(): AbortSignal {
    this.#signal ??= signalOf(this.response);
    return this.#signal;
  }
}

function signalOf(res: Response): AbortSignal {
  const controller = new AbortController();
  res.on('close', () => {
    if (!res.writableFinished) controller.abort();
  });
  return controller.signal;
}

async function decide(
  { permission, resource }: Endpoint,
  { permissions }: ApiServices,
  { credentials, input }: { credentials: Credentials; input: EndpointInput },
): Promise<PolicyDecision | undefined> {
  if (!permission || !permissions) return undefined;
  if (isResourcePermission(permission) && !resource) {
    const [decision] = await permissions.authorizeConditional([{ permission }], { credentials });
    return decision;
  }
  const request = isResourcePermission(permission)
    ? { permission, resourceRef: resource?.(input) ?? '' }
    : { permission };
  const [decision] = await permissions.authorize([request], { credentials });
  if (decision?.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `Missing the permission '${permission.name}'; ask whoever keeps the portal's policy`,
    );
  }
  return decision;
}

interface AuditRecord {
  add(meta: object): void;
  succeed(): Promise<void>;
  fail(error: Error): Promise<void>;
}

async function startRecord(
  { audit }: Endpoint,
  { auditor }: ApiServices,
  { req, input }: { req: Request; input: EndpointInput },
): Promise<AuditRecord | undefined> {
  if (!audit || !auditor) return undefined;
  const { eventId, severityLevel, meta } = audit;
  const event: AuditorEvent = await auditor.createEvent({
    eventId,
    request: req,
    ...(severityLevel && {
      severityLevel: typeof severityLevel === 'function' ? severityLevel(input) : severityLevel,
    }),
    ...(meta ? { meta: meta(input) } : {}),
  });
  const added = {};
  return {
    add: more => void Object.assign(added, more),
    succeed: () => event.success({ meta: added }),
    fail: error => event.fail({ error, meta: added }),
  };
}
