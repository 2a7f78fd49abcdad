import type { ApiOperation, ApiServer, SecurityScheme } from './openapi-types.ts';

/** What somebody filled in to try a call. */
export interface RequestInput {
  /** The address of the API, variables filled in. */
  server: string;
  /** By {@link parameterKey}. */
  parameters: Readonly<Record<string, string>>;
  body?: string | undefined;
  mediaType?: string | undefined;
  /** By the id of the scheme: a token, a key, or `name:password`. */
  secrets: Readonly<Record<string, string>>;
}

/** A request as `fetch` takes it. */
export interface BuiltRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | undefined;
}

/** What stands in the way of a request. */
export type RequestFault =
  | { code: 'missing'; name: string }
  /** The server is not a whole URL of http or https. */
  | { code: 'server' }
  /** The path of the definition would lead to another server. */
  | { code: 'path'; path: string };

/** The key of a parameter in {@link RequestInput}. */
export function parameterKey({ in: place, name }: { in: string; name: string }): string {
  return `${place} ${name}`;
}

/** Puts the values of its variables into the address of a server. */
export function fillServer(server: ApiServer, values: Readonly<Record<string, string>> = {}): string {
  return server.variables.reduce(
    (url, { name, value }) => url.replaceAll(`{${name}}`, values[name] ?? value),
    server.url,
  );
}

/** Makes a request of what was filled in, or tells what is missing. */
export function buildRequest(
  operation: ApiOperation,
  input: RequestInput,
  schemes: readonly SecurityScheme[],
): BuiltRequest | RequestFault {
  const base = URL.parse(input.server.trim());
  if (!base || !/^https?:$/.test(base.protocol) || base.username !== '') return { code: 'server' };
  const valueOf = (parameter: ApiOperation['parameters'][number]): string =>
    input.parameters[parameterKey(parameter)] ?? '';
  const missing = operation.parameters.find(each => each.isRequired && valueOf(each) === '');
  if (missing) return { code: 'missing', name: missing.name };
  let path = operation.path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const value = valueOf(parameter);
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(value));
    if (value === '') continue;
    if (parameter.in === 'header') headers[parameter.name] = value;
    if (parameter.in === 'query') {
      const values = parameter.isExploded && isList(parameter.schema) ? value.split(',') : [value];
      for (const each of values) query.append(parameter.name, each);
    }
  }
  for (const scheme of schemes) addSecret(scheme, input.secrets[scheme.id] ?? '', { headers, query });
  const hasBody = input.body !== undefined && input.body !== '' && operation.body !== undefined;
  if (hasBody && input.mediaType !== undefined) headers['content-type'] = input.mediaType;
  const search = query.size > 0 ? `?${query}` : '';
  const url = `${base.href.replace(/[?#].*$/, '').replace(/\/$/, '')}${path}${search}`;
  // Put after a host, `@other.example` makes that a name and a password to sign in elsewhere with.
  if (!path.startsWith('/') || URL.parse(url)?.origin !== base.origin) return { code: 'path', path };
  return {
    url,
    method: operation.method.toUpperCase(),
    headers,
    ...(hasBody && { body: input.body }),
  };
}

function addSecret(
  scheme: SecurityScheme,
  secret: string,
  { headers, query }: { headers: Record<string, string>; query: URLSearchParams },
): void {
  if (secret === '') return;
  if (scheme.kind === 'bearer') headers['authorization'] = `Bearer ${secret}`;
  if (scheme.kind === 'basic') headers['authorization'] = `Basic ${toBase64(secret)}`;
  if (scheme.kind !== 'apiKey' || scheme.name === undefined) return;
  if (scheme.in === 'header') headers[scheme.name] = secret;
  if (scheme.in === 'query') query.append(scheme.name, secret);
}

function toBase64(text: string): string {
  return btoa(String.fromCodePoint(...new TextEncoder().encode(text)));
}

function isList(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array';
}

/** The same request for a POSIX shell. */
export function toCurl({ url, method, headers, body }: BuiltRequest): string {
  const lines = [`curl -X ${quote(method)} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) {
    // Like `--data`, `-H` takes what follows an @ for a file to send.
    if (!name.startsWith('@')) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  }
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`);
  return lines.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
