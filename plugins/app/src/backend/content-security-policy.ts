import { createHash } from 'node:crypto';
import type { Config } from '@portico/config';

type Directives = Record<string, readonly string[]>;

const strict: Directives = {
  'default-src': ["'self'"],
  'base-uri': ["'self'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'img-src': ["'self'", 'data:', 'blob:', 'https:'],
  'object-src': ["'none'"],
  'script-src': ["'self'"],
  // Components of plugins measure and place things with inline styles.
  'style-src': ["'self'", "'unsafe-inline'"],
  'worker-src': ["'self'", 'blob:'],
};

/**
 * Makes the policy of the page: scripts are the portal's own files and the
 * inline ones that are in this very page, by their hashes. `backend.csp`
 * replaces directives, or with `false` removes them; it cannot take away the
 * hashes. Browsers may talk to `backend.baseUrl` wherever it is.
 */
export function createContentSecurityPolicy(config: Config, html: string): string {
  const directives: Record<string, readonly string[]> = { ...strict };
  const backend = originOf(config.getOptionalString('backend.baseUrl'));
  directives['connect-src'] = ["'self'", ...(backend ? [backend, backend.replace(/^http/, 'ws')] : [])];
  const csp = config.getOptionalConfig('backend.csp');
  for (const key of csp?.keys() ?? []) {
    const name = key.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    if (csp?.get<unknown>(key) === false) delete directives[name];
    else directives[name] = csp?.getStringArray(key) ?? [];
  }
  const scripts = directives['script-src'];
  if (scripts && !scripts.includes("'unsafe-inline'")) {
    directives['script-src'] = [...scripts, ...hashInlineScripts(html)];
  }
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

function originOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).origin;
}

/** The hashes of the scripts inside a page that are code: of no type, or of the type `module`. */
function hashInlineScripts(html: string): string[] {
  const inline = html.matchAll(/<script(?<attributes>[^>]*)>(?<text>[^]*?)<\/script>/gi);
  return [...inline]
    .filter(({ groups }) => !/\ssrc=/i.test(groups?.['attributes'] ?? ''))
    .filter(({ groups }) => !/\stype=(?!["']?module["'\s>])/i.test(`${groups?.['attributes']}>`))
    .map(
      ({ groups }) =>
        `'sha256-${createHash('sha256')
          .update(groups?.['text'] ?? '')
          .digest('base64')}'`,
    );
}
