import { createHttpAuthService } from '@portico/backend-defaults';
import type {
  AuthService,
  Credentials,
  DiscoveryService,
  HttpAuthService,
  NonePrincipal,
  ServicePrincipal,
  UserInfo,
  UserInfoService,
  UserPrincipal,
} from '@portico/backend-plugin-api';
import { AuthenticationError, InputError } from '@portico/errors';
import { mockCredentials } from '../mock-credentials.ts';
import { parseMockToken } from '../mock-tokens.ts';

type KnownPrincipal = UserPrincipal | ServicePrincipal | NonePrincipal;

/** How {@link createMockAuth} is called. */
export interface MockAuthOptions {
  /** The plugin that the service is for. Default: `test`. */
  pluginId?: string;
  /** As `backend.auth.dangerouslyDisableDefaultAuthPolicy`. */
  disableDefaultAuthPolicy?: boolean;
}

const hourMs = 3_600_000;

/** An auth service that makes and takes the tokens of `mockCredentials`, without any keys. */
export function createMockAuth(options: MockAuthOptions = {}): AuthService {
  const { pluginId = 'test', disableDefaultAuthPolicy = false } = options;
  return {
    authenticate: async (token, { allowLimitedAccess = false } = {}) =>
      toCredentials(token, { pluginId, allowLimitedAccess }),
    isPrincipal: (credentials, type): credentials is never =>
      type === 'unknown' || (credentials.principal as KnownPrincipal).type === type,
    getNoneCredentials: async () => mockCredentials.none(),
    getOwnServiceCredentials: async () => mockCredentials.service(`plugin:${pluginId}`),
    async getPluginRequestToken({ onBehalfOf, targetPluginId }) {
      const { type } = onBehalfOf.principal as KnownPrincipal;
      if (type === 'none' && disableDefaultAuthPolicy) return { token: '' };
      if (type !== 'user' && type !== 'service') {
        throw new AuthenticationError(`Refused to issue service token for credential type '${String(type)}'`);
      }
      return { token: mockCredentials.service.token({ onBehalfOf, targetPluginId }) };
    },
    async getLimitedUserToken({ principal }) {
      if (principal.type !== 'user') {
        throw new AuthenticationError(
          `Refused to issue limited user token for credential type '${String(principal.type)}'`,
        );
      }
      const token = mockCredentials.limitedUser.token(principal.userEntityRef);
      return { token, expiresAt: new Date(Date.now() + hourMs) };
    },
    listPublicServiceKeys: async () => ({ keys: [] }),
  };
}

function toCredentials(token: string, at: { pluginId: string; allowLimitedAccess: boolean }): Credentials {
  const content = parseMockToken(token);
  switch (content.type) {
    case 'none':
      return mockCredentials.none();
    case 'user':
      return mockCredentials.user(content.sub, content.actor ? { actor: content.actor } : {});
    case 'limited-user':
      if (at.allowLimitedAccess) return mockCredentials.limitedUser(content.sub);
      throw new AuthenticationError('Limited user token is not allowed');
    case 'service':
      if (content.target !== undefined && content.target !== at.pluginId) {
        throw new AuthenticationError(
          `Invalid mock token target plugin ID, got '${content.target}' but expected '${at.pluginId}'`,
        );
      }
      return content.obo === undefined
        ? mockCredentials.service(content.sub)
        : mockCredentials.user(content.obo);
  }
}

/** How {@link createMockHttpAuth} is called. */
export interface MockHttpAuthOptions {
  /** The plugin that the service is for. Default: `test`. */
  pluginId?: string;
  /** Who a request without credentials is from. Default: the mock user. */
  defaultCredentials?: Credentials;
  discovery?: DiscoveryService;
}

/** An HTTP auth service that takes the tokens and cookies of `mockCredentials`. */
export function createMockHttpAuth(options: MockHttpAuthOptions = {}): HttpAuthService {
  const { pluginId = 'test', defaultCredentials = mockCredentials.user(), discovery = nowhere } = options;
  const auth: AuthService = {
    ...createMockAuth({ pluginId }),
    getNoneCredentials: async () => defaultCredentials as Credentials<NonePrincipal>,
  };
  return createHttpAuthService({ auth, discovery, pluginId });
}

const nowhere: DiscoveryService = {
  getBaseUrl: async pluginId => `http://localhost:0/api/${pluginId}`,
  getExternalBaseUrl: async pluginId => `http://localhost:0/api/${pluginId}`,
};

/** Tells of each user that they own what they are, unless given otherwise. */
export function createMockUserInfo(info: Partial<UserInfo> = {}): UserInfoService {
  return {
    async getUserInfo({ principal }) {
      const { type, ...user } = principal as KnownPrincipal;
      if (type !== 'user') throw new InputError(`User info not available for '${type}' credentials`);
      const { userEntityRef } = user as UserPrincipal;
      return { userEntityRef, ownershipEntityRefs: [userEntityRef], ...info };
    },
  };
}
