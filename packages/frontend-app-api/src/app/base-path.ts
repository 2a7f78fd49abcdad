import type { Config } from '@portico/config';

/** The path of `app.baseUrl`, without a slash at the end; empty when the app is at the root. */
export function readBasePath(config: Config): string {
  const url = URL.parse(config.getOptionalString('app.baseUrl') ?? '/', 'http://app.invalid');
  return url?.pathname.replace(/\/+$/, '') ?? '';
}
