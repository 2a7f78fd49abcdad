import type { Request, Response } from 'express';
import type { Credentials, PrincipalTypes } from '@portico/backend-plugin-api';
import type { PolicyDecision } from '@portico/permissions';
import type { z } from 'zod';
import type { Api, Endpoint, PathParams } from '../endpoint.ts';
import type { Reply } from './reply.ts';

type Allowed<E extends Endpoint> = E['allow'] extends readonly (infer P extends keyof PrincipalTypes)[]
  ? P
  : 'user' | 'service';

/** A request that was checked: it has what the definition says, from somebody who may. */
export interface ApiRequest<E extends Endpoint> {
  params: E['params'] extends z.ZodObject ? z.output<E['params']> : PathParams<E['path']>;
  query: E['query'] extends z.ZodObject ? z.output<E['query']> : Record<never, never>;
  body: E['body'] extends z.ZodType ? z.output<E['body']> : undefined;
  credentials: Credentials<PrincipalTypes[Allowed<E>]>;
  /** What the policy says about a permission on many resources: conditions, or yes or no for all of them. */
  decision: PolicyDecision | undefined;
  /** Aborted when the caller is gone before the answer is complete. */
  readonly signal: AbortSignal;
  /** Adds to what is recorded of the call, once it ends. */
  addAuditMeta(meta: Record<string, string | number | boolean | string[]>): void;
  request: Request;
  /** For what no {@link Reply} can say. A handler that has sent the answer itself gives `undefined`. */
  response: Response;
}

/** What a handler may give: the answer of the definition, or a {@link Reply}; nothing is answered with 204. */
export type ApiAnswer<E extends Endpoint> =
  | (E['output'] extends z.ZodType ? z.input<E['output']> : never)
  | Reply
  | void;

/** A function for each endpoint of an API. */
export type ApiHandlers<TApi extends Api> = {
  [K in keyof TApi['endpoints']]: (
    request: ApiRequest<TApi['endpoints'][K]>,
  ) => ApiAnswer<TApi['endpoints'][K]> | Promise<ApiAnswer<TApi['endpoints'][K]>>;
};
