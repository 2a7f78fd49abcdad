import { AuthenticationError } from '@portico/errors';

/** What a mock token stands for. */
export type MockTokenContent =
  | { type: 'none' }
  | { type: 'user'; sub?: string; actor?: { subject: string } }
  | { type: 'limited-user'; sub?: string }
  | { type: 'service'; sub?: string; obo?: string; target?: string };

type TokenType = MockTokenContent['type'];

const names: Readonly<Record<TokenType, string>> = {
  none: 'mock-none-token',
  user: 'mock-user-token',
  'limited-user': 'mock-limited-user-token',
  service: 'mock-service-token',
};

/** Writes a token: its name, and, if there is any, what it says, as JSON. */
export function formatMockToken({ type, ...content }: MockTokenContent): string {
  const said = JSON.stringify(content);
  return said === '{}' ? names[type] : `${names[type]}:${said}`;
}

/** A token of a type that is never accepted. */
export function formatInvalidToken(type: Exclude<TokenType, 'none'>): string {
  return `mock-invalid-${type}-token`;
}

/** Reads a token. Throws `AuthenticationError` for one that is made to be refused, or that no mock made. */
export function parseMockToken(token: string): MockTokenContent {
  if (token === '') throw new AuthenticationError('Token is empty');
  const refused = /^mock-invalid-(.+)-token$/.exec(token)?.[1];
  if (refused !== undefined) {
    const name = refused.replace('limited-user', 'limited user');
    throw new AuthenticationError(`${name.charAt(0).toUpperCase()}${name.slice(1)} token is invalid`);
  }
  for (const [type, name] of Object.entries(names)) {
    if (token === name) return { type } as MockTokenContent;
    if (token.startsWith(`${name}:`))
      return { type, ...readContent(token.slice(name.length + 1)) } as MockTokenContent;
  }
  throw new AuthenticationError(`Unknown mock token '${token}'; use those of mockCredentials`);
}

function readContent(said: string): object {
  try {
    const content: unknown = JSON.parse(said);
    if (typeof content === 'object' && content !== null) return content;
  } catch {
    // Told below.
  }
  throw new AuthenticationError(`Mock token says '${said}', which is no JSON object`);
}
