import type { Secret } from '@portico/config';

/** What a request to a source host needs to be allowed. */
export interface ScmCredentials {
  /** `none` where none are configured: the request goes out unsigned. */
  type: 'none' | 'token' | 'app' | 'basic' | 'oauth' | 'key';
  /** The token or password itself, for libraries that want it so. */
  token?: Secret;
  /** The user name that goes with the token in git over HTTP. */
  username?: string;
  /** The headers that carry the credentials, in the clear: make them where they are sent. */
  headers(): Record<string, string>;
}

/** Gives the credentials for a URL of one type of host. */
export interface ScmCredentialsProvider {
  /** Throws `AuthenticationError` if what is configured gives no credentials, with what to do. */
  getCredentials(options: { url: string; signal?: AbortSignal | undefined }): Promise<ScmCredentials>;
}

/** No credentials. */
export const noCredentials: ScmCredentials = { type: 'none', headers: () => ({}) };

/** `Authorization: Bearer …` */
export function bearer(type: ScmCredentials['type'], token: Secret, username: string): ScmCredentials {
  return { type, token, username, headers: () => ({ authorization: `Bearer ${token.reveal()}` }) };
}

/** `Authorization: Basic …` */
export function basic(username: string, password: Secret): ScmCredentials {
  const encode = () => Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64');
  return {
    type: 'basic',
    token: password,
    username,
    headers: () => ({ authorization: `Basic ${encode()}` }),
  };
}
