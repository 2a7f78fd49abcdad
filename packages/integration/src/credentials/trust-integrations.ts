import type { HostTrust } from '../http/guarded-lookup.ts';
import type { ScmIntegrations } from '../scm-integrations.ts';

const addressKeys = ['apiBaseUrl', 'rawBaseUrl', 'baseUrl', 'gitilesBaseUrl', 'cloneUrl', 'endpoint'];

/**
 * How far hosts are trusted that requests to integrations lead to: those that
 * the configuration names may be anywhere; others must be public and speak
 * https, as the archives and storages that hosts redirect to.
 */
export function trustIntegrations(integrations: ScmIntegrations): (url: URL) => HostTrust {
  const named = new Set<string>();
  for (const { config } of integrations.list()) {
    named.add(config.host);
    for (const key of addressKeys) {
      const address: unknown = Reflect.get(config, key);
      const parsed = typeof address === 'string' ? URL.parse(address) : null;
      if (parsed) named.add(parsed.host);
    }
  }
  return url => {
    if (named.has(url.host)) return 'trusted';
    return url.protocol === 'https:' ? 'public' : 'refused';
  };
}
