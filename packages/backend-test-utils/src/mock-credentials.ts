import type {
  AccessRestrictions,
  Credentials,
  NonePrincipal,
  ServicePrincipal,
  UserPrincipal,
} from '@portico/backend-plugin-api';
import { formatInvalidToken, formatMockToken } from './mock-tokens.ts';

/** The user that mocks stand for unless told. */
export const defaultMockUser = 'user:default/mock';
/** The service that mocks stand for unless told. */
export const defaultMockService = 'external:test-service';

/** For whom, and for which plugin, a mock service token is. */
export interface MockServiceTokenOptions {
  onBehalfOf: Credentials;
  targetPluginId: string;
}

type UserOptions = { actor?: { subject: string } };

/**
 * Credentials for tests, and the tokens, headers and cookies that mock auth
 * services take for them. User refs are written `kind:namespace/name`.
 */
export const mockCredentials = {
  /** Nobody; a request with this header counts as one without credentials. */
  none: Object.assign(
    (): Credentials<NonePrincipal> => seal({ type: 'none' as const }, 'mockCredentials{nonePrincipal}'),
    { header: () => toHeader(formatMockToken({ type: 'none' })) },
  ),
  /** A user. */
  user: Object.assign(createUser, {
    token: createUserToken,
    header: (userEntityRef?: string, options?: UserOptions) =>
      toHeader(createUserToken(userEntityRef, options)),
    invalidToken: () => formatInvalidToken('user'),
    invalidHeader: () => toHeader(formatInvalidToken('user')),
  }),
  /** A user whose token is fit for cookies only. */
  limitedUser: Object.assign((userEntityRef?: string) => createUser(userEntityRef), {
    token: createLimitedToken,
    cookie: (userEntityRef?: string) => toCookie(createLimitedToken(userEntityRef)),
    invalidToken: () => formatInvalidToken('limited-user'),
    invalidCookie: () => toCookie(formatInvalidToken('limited-user')),
  }),
  /** A plugin or an outside service. */
  service: Object.assign(createService, {
    token: createServiceToken,
    header: (options?: MockServiceTokenOptions) => toHeader(createServiceToken(options)),
    invalidToken: () => formatInvalidToken('service'),
    invalidHeader: () => toHeader(formatInvalidToken('service')),
  }),
};

function createUser(
  userEntityRef = defaultMockUser,
  { actor }: UserOptions = {},
): Credentials<UserPrincipal> {
  assertUserRef(userEntityRef);
  const principal: UserPrincipal = {
    type: 'user',
    userEntityRef,
    ...(actor ? { actor: { type: 'service', subject: actor.subject } } : {}),
  };
  const suffix = actor ? `,actor={${actor.subject}}` : '';
  const isDefault = userEntityRef === defaultMockUser && !actor;
  const credentials = seal(principal, `mockCredentials{userPrincipal{${userEntityRef}${suffix}}}`);
  const token = isDefault ? createUserToken() : createUserToken(userEntityRef, actor ? { actor } : {});
  return Object.defineProperty(credentials, 'token', { enumerable: false, value: token });
}

function createUserToken(userEntityRef?: string, { actor }: UserOptions = {}): string {
  if (userEntityRef === undefined) return formatMockToken({ type: 'user' });
  assertUserRef(userEntityRef);
  return formatMockToken({
    type: 'user',
    sub: userEntityRef,
    ...(actor ? { actor: { subject: actor.subject } } : {}),
  });
}

function createLimitedToken(userEntityRef = defaultMockUser): string {
  assertUserRef(userEntityRef);
  return formatMockToken({ type: 'limited-user', sub: userEntityRef });
}

function createService(
  subject = defaultMockService,
  accessRestrictions?: AccessRestrictions,
): Credentials<ServicePrincipal> {
  const principal: ServicePrincipal = {
    type: 'service',
    subject,
    ...(accessRestrictions ? { accessRestrictions } : {}),
  };
  const suffix = accessRestrictions ? `,accessRestrictions=${JSON.stringify(accessRestrictions)}` : '';
  return seal(principal, `mockCredentials{servicePrincipal{${subject}${suffix}}}`);
}

function createServiceToken(options?: MockServiceTokenOptions): string {
  if (!options) return formatMockToken({ type: 'service' });
  const principal = options.onBehalfOf.principal as UserPrincipal | ServicePrincipal | NonePrincipal;
  return formatMockToken({
    type: 'service',
    ...(principal.type === 'service' ? { sub: principal.subject } : {}),
    ...(principal.type === 'user' ? { obo: principal.userEntityRef } : {}),
    target: options.targetPluginId,
  });
}

function seal<TPrincipal>(principal: TPrincipal, text: string): Credentials<TPrincipal> {
  const credentials = { $$type: '@backstage/BackstageCredentials', version: 'v1', principal } as const;
  return Object.defineProperty(credentials, 'toString', { enumerable: false, value: () => text });
}

function assertUserRef(ref: string): void {
  if (/^.+:.+\/.+$/.test(ref)) return;
  throw new TypeError(`Invalid user entity reference '${ref}', expected <kind>:<namespace>/<name>`);
}

function toHeader(token: string): string {
  return `Bearer ${token}`;
}

function toCookie(token: string): string {
  return `backstage-auth=${token}`;
}
