import { InputError } from '@portico/errors';
import type { ResolveUrlOptions } from './scm-integration.ts';
import { encodePath, redactUrl } from './source-url.ts';

/** A place that no path in a repository can be: above it lies the outside. */
const top = '/repository-top/';

/**
 * The decoded path in a repository that `target` means in the document at
 * `path`. Throws `InputError` for one that climbs out of the repository.
 */
export function resolvePath(path: string, target: string): string {
  const wanted = target.startsWith('/') ? `${top}${target.replace(/^[/\\]+/, '')}` : target;
  const resolved = new URL(wanted, `https://host${top}${encodePath(path)}`);
  if (resolved.host !== 'host' || !resolved.pathname.startsWith(top)) {
    throw new InputError(`'${target}' leads out of the repository. Use a path in it, or the whole URL`);
  }
  return decodeLoosely(resolved.pathname.slice(top.length));
}

/**
 * Resolves where no integration knows the host: like a link in a web page,
 * with the query of the base.
 */
export function resolvePlainUrl({ url, base, lineNumber }: ResolveUrlOptions): string {
  if (URL.canParse(url)) return url;
  const parsedBase = URL.parse(base);
  if (parsedBase === null) {
    throw new InputError(
      `'${url}' cannot be resolved: its base '${redactUrl(base)}' is no URL. Use the whole URL`,
    );
  }
  const resolved = new URL(url, parsedBase);
  resolved.search = parsedBase.search;
  if (lineNumber) resolved.hash = `L${lineNumber}`;
  return resolved.href;
}

/**
 * Resolves like {@link resolvePlainUrl}, with a leading slash taken as the
 * folder of so many segments: the bucket of an object, or all of the base.
 * Throws `InputError` for what climbs out of it.
 */
export function resolveBelow(options: ResolveUrlOptions, depth = Infinity): string {
  const { url, base } = options;
  const parsedBase = URL.parse(base);
  if (URL.canParse(url) || parsedBase === null) return resolvePlainUrl(options);
  const segments = parsedBase.pathname.split('/').filter(segment => segment !== '');
  const folder = ['', ...segments.slice(0, depth), ''].join('/');
  const resolved = resolvePlainUrl({
    ...options,
    url: url.startsWith('/') ? `${folder}${url.replace(/^[/\\]+/, '')}` : url,
  });
  if (depth !== Infinity && !new URL(resolved).pathname.startsWith(folder)) {
    throw new InputError(`'${url}' leads out of '${folder}'. Use a path in it, or the whole URL`);
  }
  return resolved;
}

function decodeLoosely(path: string): string {
  return path.replaceAll(/(?:%[0-9a-f]{2})+/gi, encoded => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}
