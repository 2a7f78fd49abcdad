import type { Config } from '@portico/config';
import { InputError } from '@portico/errors';

/** The configured host, or `fallback`. Throws `InputError` for what is no host with an optional port. */
export function readHost(config: Config, type: string, fallback?: string): string {
  const host =
    fallback === undefined ? config.getString('host') : (config.getOptionalString('host') ?? fallback);
  if (URL.parse(`http://${host}`)?.host !== host && URL.parse(`https://${host}`)?.host !== host) {
    throw new InputError(
      `'${host}' in integrations.${type} is no host. Write it like 'example.com' or 'example.com:8443'`,
    );
  }
  return host;
}

/** A configured URL, without trailing slashes. Throws `InputError` for what is no http or https URL. */
export function readBaseUrl(config: Config, key: string, type: string): string | undefined {
  const url = config.getOptionalString(key);
  if (url === undefined) return undefined;
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new InputError(
      `'${url}' in integrations.${type}.${key} is no URL. Write it like 'https://example.com/api'`,
    );
  }
  return url.replace(/\/+$/, '');
}

/** The list at `integrations.<type>`. */
export function integrationConfigs(config: Config, type: string): Config[] {
  return config.getOptionalConfigArray(`integrations.${type}`) ?? [];
}

/** Adds an entry for the public host of a type, if the configuration has none. */
export function withPublicHost<T extends { host: string }>(configs: T[], publicHost: T): T[] {
  return configs.some(({ host }) => host === publicHost.host) ? configs : [...configs, publicHost];
}
