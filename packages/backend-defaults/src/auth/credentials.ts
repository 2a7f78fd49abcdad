import { createHash } from 'node:crypto';
import type {
  AccessRestrictions,
  Credentials,
  NonePrincipal,
  ServicePrincipal,
  UserPrincipal,
} from '@portico/backend-plugin-api';

/**
 * Credentials with what only the auth services read. The token is not
 * enumerable, so that neither a log nor a copy of the object carries it.
 */
export interface InternalCredentials<TPrincipal = unknown> extends Credentials<TPrincipal> {
  version: 'v1';
  readonly token?: string;
  /** What the token may do at each plugin; absent for a token without restrictions. */
  readonly allAccessRestrictions?: ReadonlyMap<string, AccessRestrictions>;
}

/** Credentials of a user; `token` is their own or their limited one, `actor` the subject of who acts for them. */
export function createUserCredentials(options: {
  userEntityRef: string;
  token: string;
  expiresAt: Date;
  actor?: string;
}): InternalCredentials<UserPrincipal> {
  const { userEntityRef, token, expiresAt, actor } = options;
  const principal: UserPrincipal = {
    type: 'user',
    userEntityRef,
    ...(actor === undefined ? {} : { actor: createServicePrincipal(actor) }),
  };
  withText(principal, () => {
    const suffix = actor === undefined ? '' : `,actor={servicePrincipal{${actor}}}`;
    return `userPrincipal{${userEntityRef}${suffix}}`;
  });
  return seal({ expiresAt, principal }, { token });
}

/** Credentials of a plugin or of an outside service; the restrictions are those at this plugin. */
export function createServiceCredentials(options: {
  subject: string;
  accessRestrictions?: AccessRestrictions | undefined;
  allAccessRestrictions?: ReadonlyMap<string, AccessRestrictions> | undefined;
}): InternalCredentials<ServicePrincipal> {
  const { subject, accessRestrictions, allAccessRestrictions } = options;
  return seal({ principal: createServicePrincipal(subject, accessRestrictions) }, { allAccessRestrictions });
}

/** Credentials of nobody. */
export function createNoneCredentials(): InternalCredentials<NonePrincipal> {
  return seal({ principal: withText<NonePrincipal>({ type: 'none' }, () => 'nonePrincipal') }, {});
}

/** Gives access to the hidden parts. Throws when the object was not made by an auth service. */
export function toInternalCredentials(credentials: Credentials): InternalCredentials {
  if (credentials.$$type !== '@backstage/BackstageCredentials') {
    throw new Error(
      `Invalid credentials type '${String(credentials.$$type)}'; pass on what the auth services gave`,
    );
  }
  const internal = credentials as InternalCredentials;
  if (internal.version !== 'v1') {
    throw new Error(`Invalid credentials version '${String(internal.version)}'; this backend knows 'v1'`);
  }
  return internal;
}

function createServicePrincipal(subject: string, accessRestrictions?: AccessRestrictions): ServicePrincipal {
  const principal: ServicePrincipal = {
    type: 'service',
    subject,
    ...(accessRestrictions ? { accessRestrictions } : {}),
  };
  return withText(principal, () => {
    if (!accessRestrictions) return `servicePrincipal{${subject}}`;
    const digest = createHash('sha256').update(JSON.stringify(accessRestrictions)).digest('base64');
    return `servicePrincipal{${subject},accessRestrictions=${digest.replace(/=+$/, '')}}`;
  });
}

/** The text identifies the principal: plugins use it as a key. */
function withText<T extends object>(principal: T, text: () => string): T {
  Object.defineProperty(principal, 'toString', { enumerable: false, value: text });
  return Object.freeze(principal);
}

// Frozen, because one object serves every request with the same token.
function seal<TPrincipal>(
  visible: { expiresAt?: Date; principal: TPrincipal },
  hidden: Record<string, unknown>,
): InternalCredentials<TPrincipal> {
  const credentials = { $$type: '@backstage/BackstageCredentials', version: 'v1', ...visible } as const;
  for (const [name, value] of Object.entries(hidden)) {
    Object.defineProperty(credentials, name, { enumerable: false, value });
  }
  const toString = (): string => `backstageCredentials{${String(visible.principal)}}`;
  Object.defineProperty(credentials, 'toString', { enumerable: false, value: toString });
  return Object.freeze(credentials);
}
