import type { Handler, Request, Response } from 'express';
import type { JsonValue } from '@portico/config';
import type { Credentials, PrincipalTypes } from './auth.ts';

/** Reads credentials from requests, and writes them into cookies. */
export interface HttpAuthService {
  /**
   * Throws `AuthenticationError` when the credentials are missing or not valid,
   * `NotAllowedError` when their principal is not of an allowed type.
   */
  credentials<TAllowed extends keyof PrincipalTypes = 'unknown'>(
    req: Request<any, any, any, any, any>, // oxlint-disable-line no-explicit-any -- whatever the route made of it
    options?: { allow?: TAllowed[]; allowLimitedAccess?: boolean },
  ): Promise<Credentials<PrincipalTypes[TAllowed]>>;
  /** Sets a cookie with the user's limited token, for what the browser loads by itself. */
  issueUserCookie(res: Response, options?: { credentials?: Credentials }): Promise<{ expiresAt: Date }>;
}

/** Relaxes the rule that every route needs credentials, for a path and what is below it. */
export interface HttpRouterAuthPolicy {
  path: string;
  allow: 'unauthenticated' | 'user-cookie';
}

/** A plugin's own routes, mounted at `/api/<pluginId>`. */
export interface HttpRouterService {
  use(handler: Handler): void;
  addAuthPolicy(policy: HttpRouterAuthPolicy): void;
}

/** The routes of the whole server; paths may not overlap. */
export interface RootHttpRouterService {
  use(path: string, handler: Handler): void;
}

/** Where plugins are reached. */
export interface DiscoveryService {
  /** For calls between backends. */
  getBaseUrl(pluginId: string): Promise<string>;
  /** For browsers. */
  getExternalBaseUrl(pluginId: string): Promise<string>;
}

/** What the health endpoints answer. */
export interface RootHealthService {
  getLiveness(): Promise<{ status: number; payload?: JsonValue }>;
  getReadiness(): Promise<{ status: number; payload?: JsonValue }>;
}
