import type { JsonObject } from '@portico/config';
import type { PermissionAttributes } from '@portico/permissions';

/** A signed-in person; `actor` is the plugin that acts on their behalf. */
export interface UserPrincipal {
  type: 'user';
  userEntityRef: string;
  actor?: ServicePrincipal;
}

/** What a service principal's token is limited to. */
export interface AccessRestrictions {
  permissionNames?: string[];
  permissionAttributes?: { action?: NonNullable<PermissionAttributes['action']>[] };
}

/** A plugin (`plugin:<id>`) or an outside service. */
export interface ServicePrincipal {
  type: 'service';
  subject: string;
  accessRestrictions?: AccessRestrictions;
}

/** Nobody: the caller sent no credentials. */
export interface NonePrincipal {
  type: 'none';
}

/** The principal types by name. */
export interface PrincipalTypes {
  user: UserPrincipal;
  service: ServicePrincipal;
  none: NonePrincipal;
  unknown: unknown;
}

/** Who is calling. Opaque but for the principal: obtained from, and given back to, the auth services. */
export interface Credentials<TPrincipal = unknown> {
  $$type: '@backstage/BackstageCredentials';
  expiresAt?: Date;
  principal: TPrincipal;
}

/** Turns tokens into credentials and back. */
export interface AuthService {
  /** Throws `AuthenticationError` when the token is not valid. */
  authenticate(token: string, options?: { allowLimitedAccess?: boolean }): Promise<Credentials>;
  isPrincipal<TType extends keyof PrincipalTypes>(
    credentials: Credentials,
    type: TType,
  ): credentials is Credentials<PrincipalTypes[TType]>;
  getNoneCredentials(): Promise<Credentials<NonePrincipal>>;
  getOwnServiceCredentials(): Promise<Credentials<ServicePrincipal>>;
  /** A token with which this plugin calls another, for itself or on behalf of a user. */
  getPluginRequestToken(options: {
    onBehalfOf: Credentials;
    targetPluginId: string;
  }): Promise<{ token: string }>;
  /** A token of a user that is fit for cookies: it is accepted only where limited access is allowed. */
  getLimitedUserToken(credentials: Credentials<UserPrincipal>): Promise<{ token: string; expiresAt: Date }>;
  /** The public keys with which other plugins verify this plugin's tokens. */
  listPublicServiceKeys(): Promise<{ keys: JsonObject[] }>;
}

/** Who a user is, and what they own through. */
export interface UserInfo {
  userEntityRef: string;
  ownershipEntityRefs: string[];
}

/** Tells more about a user than their token does. */
export interface UserInfoService {
  getUserInfo(credentials: Credentials): Promise<UserInfo>;
}
