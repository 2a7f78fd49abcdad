import { InputError } from '@portico/errors';

/** What a URL of a source host points to. Everything in it is decoded. */
export interface SourceUrl {
  /** The user, organization, group path (GitLab: `group/subgroup`) or project key. */
  owner: string;
  /** Azure DevOps has projects between the organization and the repository. */
  project?: string;
  repo: string;
  /** Branch, tag or commit; empty for the default branch where URLs leave it out; absent if this points to no file or folder. */
  ref?: string;
  /** Where the URL tells branches, tags and commits apart. */
  refType?: 'branch' | 'tag' | 'commit';
  /** Without a leading slash, empty for the top; ends in a slash if the URL does. */
  path: string;
  /** The page of the host: `blob`, `tree`, `raw`, `src`, … */
  view?: string;
}

/** No host takes longer ones. */
const maxLength = 8000;

/** Parses an absolute `http` or `https` URL. Throws `InputError`, without what may be secret in it. */
export function parseHttpUrl(url: string | URL): URL {
  const text = String(url);
  if (text.length > maxLength) {
    throw new InputError(
      `'${text.slice(0, 100)}…' is longer than the ${maxLength} characters of a URL. Shorten it`,
    );
  }
  const parsed = URL.parse(text);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new InputError(`'${redactUrl(text)}' is no URL to read from. Write it with https:// and a host`);
  }
  return parsed;
}

/**
 * The decoded segments of a URL's path below `prefix` (such as the relative
 * path of a GitLab under one). A trailing slash gives a last, empty one. Throws
 * `InputError` for what is not below it, or does not decode.
 */
export function pathSegments(url: URL, prefix = ''): string[] {
  const path = url.pathname.replace(/^\/+/, '/');
  const start = `${prefix.replace(/\/+$/, '')}/`;
  if (!path.startsWith(start)) {
    throw new InputError(
      `'${redactUrl(url.href)}' is not below '${start}', where its host is configured to be`,
    );
  }
  return path
    .slice(start.length)
    .split('/')
    .map(segment => decodeSegment(segment, url));
}

/** Joins segments into the path of a {@link SourceUrl}. Throws `InputError` for `.` and `..`, however often encoded. */
export function toSourcePath(segments: readonly string[], url: URL): string {
  const path = segments.join('/').replace(/^\/+/, '');
  let decoded = path.replaceAll('\\', '/');
  for (let previous = ''; previous !== decoded;) {
    previous = decoded;
    decoded = decoded.replaceAll(/%(?:2e|2f|5c|25)/gi, decodeURIComponent).replaceAll('\\', '/');
  }
  if (decoded.includes('\0') || decoded.split('/').some(segment => segment === '.' || segment === '..')) {
    throw new InputError(
      `'${redactUrl(url.href)}' climbs with '..' in its path. Write the path that is meant`,
    );
  }
  return path;
}

/** Encodes a path for a URL and keeps its slashes, and what is harmless in paths. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Encodes one segment of a path, slashes included. */
export function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll(/%(?:40|3A|2B|2C|3B|3D|24|26)/g, decodeURIComponent);
}

/** A URL for messages and logs: without user, password, and the values of its query. */
export function redactUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return url.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/s, '');
  parsed.username = '';
  parsed.password = '';
  parsed.hash = '';
  for (const name of new Set(parsed.searchParams.keys())) {
    if (!harmless.test(name)) parsed.searchParams.set(name, '***');
  }
  // `user:password@host/x`, with no scheme before it, is a URL of the scheme `user`.
  return parsed.href.replace(/^[^/@]*@/, '');
}

/** Parameters that say what is asked for, not by whom. */
const harmless =
  /^(?:(?:scope)?path|(?:api-)?version|ref(?:_name)?|at|sha|recursive|recursionLevel|page(?:len)?|per_page|limit|job|region|(?:versionDescriptor|searchCriteria)\..+)$/i;

/** The error for a URL that its host would not understand as what is wanted. */
export function notSourceUrl(url: URL, example: string): InputError {
  return new InputError(
    `'${redactUrl(url.href)}' does not point into a repository. Write it like '${example}'`,
  );
}

function decodeSegment(segment: string, url: URL): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    throw new InputError(
      `'${redactUrl(url.href)}' is wrongly encoded at '${segment}'. Write a lone % as %25`,
      error,
    );
  }
}
