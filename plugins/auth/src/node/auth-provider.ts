import type { Request, Response } from 'express';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { EntityFilterQuery } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import type { Config, JsonValue } from '@portico/config';
import type { SignInResult } from '../sign-in-response.ts';

/** The routes of a provider, below `/api/auth/<providerId>`. */
export interface AuthProviderRouteHandlers {
  /** `GET start`: sends the browser to the provider. */
  start(req: Request, res: Response): Promise<void>;
  /** `GET` and `POST handler/frame`: where the provider sends the browser back to. */
  frameHandler(req: Request, res: Response): Promise<void>;
  /** `GET` and `POST refresh`: renews a session, or starts one from what a proxy says. */
  refresh?(req: Request, res: Response): Promise<void>;
  /** `POST logout`. */
  logout?(req: Request, res: Response): Promise<void>;
}

/** What a provider is made from. */
export interface AuthProviderFactoryContext {
  providerId: string;
  /** `auth.providers.<providerId>`. */
  config: Config;
  logger: LoggerService;
  resolverContext: AuthResolverContext;
  /** The external base URL of the auth plugin. */
  baseUrl: string;
  /** `app.baseUrl`. */
  appUrl: string;
  /** Whether an origin may receive the result of a sign-in. */
  isOriginAllowed: (origin: string) => boolean;
  cookieConfigurer?: CookieConfigurer;
  /** The same as the fields beside it, for providers that look here. */
  globalConfig: {
    baseUrl: string;
    appUrl: string;
    isOriginAllowed: (origin: string) => boolean;
    cookieConfigurer?: CookieConfigurer;
  };
}

/** Makes a provider; what it throws is reported as a fault of the provider's configuration. */
export type AuthProviderFactory = (context: AuthProviderFactoryContext) => AuthProviderRouteHandlers;

/** Decides the scope of a provider's cookies. */
export type CookieConfigurer = (context: {
  providerId: string;
  /** The external base URL of the auth plugin. */
  baseUrl: string;
  callbackUrl: string;
  appOrigin: string;
}) => { domain?: string; path: string; secure: boolean; sameSite?: 'none' | 'lax' | 'strict' };

/** Finds one user in the catalog: by ref, by annotations that must all match, or by a filter. The kind is User unless told. */
export type AuthResolverCatalogUserQuery =
  | { entityRef: string | { kind?: string; namespace?: string; name: string } }
  | { annotations: Record<string, string> }
  | { filter: EntityFilterQuery };

/** The claims of a user token; `iss`, `aud`, `iat`, `exp` and `uip` are the issuer's. */
export interface TokenParams {
  claims: {
    /** The ref of the user. */
    sub: string;
    /** What the user owns through; the user alone unless told. */
    ent?: string[];
  } & Record<string, JsonValue | undefined>;
}

/** What sign-in resolvers may do. */
export interface AuthResolverContext {
  issueToken(params: TokenParams): Promise<SignInResult>;
  /** Rejects with `NotFoundError` for no user, with `ConflictError` for several. */
  findCatalogUser(query: AuthResolverCatalogUserQuery): Promise<{ entity: Entity }>;
  /**
   * Finds the user and issues a token for them. With a fallback, a user who is
   * not in the catalog is signed in under that ref: whoever can choose the name
   * chooses who they are.
   */
  signInWithCatalogUser(
    query: AuthResolverCatalogUserQuery,
    options?: {
      dangerousEntityRefFallback?: {
        entityRef: string | { kind?: string; namespace?: string; name: string };
      };
    },
  ): Promise<SignInResult>;
  /** The user and their groups, unless an {@link AuthOwnershipResolver} says otherwise. */
  resolveOwnershipEntityRefs(entity: Entity): Promise<{ ownershipEntityRefs: string[] }>;
}

/** Decides what a user owns through. */
export interface AuthOwnershipResolver {
  resolveOwnershipEntityRefs(entity: Entity): Promise<{ ownershipEntityRefs: string[] }>;
}
