import type { Permission } from '@portico/permissions';
import type { z } from 'zod';

/** Who may call: signed-in users, other services, or anybody at all. */
export type AllowedPrincipal = 'user' | 'service' | 'none';

/** What a request brought, checked, as the functions of a definition see it. */
export interface EndpointInput {
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

/** One endpoint of an HTTP API, as data. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the plugin's own path: `/entities/by-uid/:uid`, or `/files/*path` for any number of segments. */
  path: string;
  summary?: string;
  description?: string;
  /** Checks the parameters of the path, which are texts; any texts unless given. */
  params?: z.ZodObject;
  /**
   * What may be asked for. Texts of the query are first made what the schema
   * wants: lists (`repeated`, `commaList`), numbers, booleans. Other keys are ignored.
   */
  query?: z.ZodObject;
  /** The JSON body. */
  body?: z.ZodType;
  /** At most so many bytes of body, after decompression; 1 MiB unless given. */
  bodyLimit?: number;
  /** The JSON answer. Without it, clients are given the whole response. */
  output?: z.ZodType;
  /** The status of a good answer; 200 unless given. */
  status?: number;
  /** What other answers there are, by status. */
  errors?: Record<number, string>;
  /** `['user', 'service']` unless given. */
  allow?: readonly AllowedPrincipal[];
  /** Also accepts the token that browsers have as a cookie. */
  allowLimitedAccess?: boolean;
  /**
   * What the caller needs. A permission without a resource, or on the one that
   * `resource` names, must be granted; for one on many resources the handler is
   * given the decision, which may have conditions.
   */
  permission?: Permission;
  /** Names the resource that `permission` is asked for. */
  resource?(input: EndpointInput): string;
  /** Announces each call to the auditor, and how it ended. */
  audit?: EndpointAudit;
}

/** How grave an audited call is. */
export type AuditSeverity = 'low' | 'medium' | 'high' | 'critical';

/** How calls of an endpoint are audited. */
export interface EndpointAudit {
  eventId: string;
  /** `low` unless given. */
  severityLevel?: AuditSeverity | ((input: EndpointInput) => AuditSeverity);
  /** What to record of the request. */
  meta?(input: EndpointInput): Record<string, string | number | boolean | string[]>;
}

/** The HTTP API of a plugin: its endpoints by the names that clients and handlers use. */
export interface Api<TEndpoints extends Record<string, Endpoint> = Record<string, Endpoint>> {
  pluginId: string;
  title: string;
  version: string;
  endpoints: TEndpoints;
}

/**
 * Defines an HTTP API. The definition is data: the server, the client and the
 * OpenAPI document are made from it, in whichever process they are.
 */
export function defineApi<const TEndpoints extends Record<string, Endpoint>>(
  api: Api<TEndpoints>,
): Api<TEndpoints> {
  return api;
}

/** The parameters that a path names: `/a/:kind/:name` has `kind` and `name`. */
export type PathParams<TPath extends string> = { [K in PathParamName<TPath>]: string };

type PathParamName<TPath extends string> = TPath extends `${infer First}/${infer Rest}`
  ? PathParamName<First> | PathParamName<Rest>
  : TPath extends `:${infer Name}` | `*${infer Name}`
    ? Name
    : never;
