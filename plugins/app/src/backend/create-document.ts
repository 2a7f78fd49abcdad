import type { Response } from 'express';
import type { RootConfigReportService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { CONFIG_SCRIPT_TYPE } from '../index.ts';
import { readBranding } from './branding.ts';
import { createContentSecurityPolicy } from './content-security-policy.ts';
import { firstPaintScript } from './first-paint-script.ts';

/** The page that every path of the app leads to. */
export interface Document {
  /** The path of a request within the app: without the path of `app.baseUrl` and without a query. */
  pathOf(url: string): string;
  /** Answers with the page that a built `index.html` becomes for this portal. */
  send(res: Response, template: string): void;
}

interface Rendered {
  html: string;
  policy: string;
}

/**
 * Makes the page of the app from its built `index.html`: with what the browser
 * may know of the configuration, the portal's title and colours, and a script
 * that chooses the theme before anything is painted. The page is never cached,
 * and runs only the scripts that it was built with.
 */
export function createDocument({
  config,
  configReport,
}: {
  config: Config;
  configReport: RootConfigReportService;
}): Document {
  const rendered = new Map<string, Rendered>();
  config.subscribe?.(() => rendered.clear());

  function render(template: string): Rendered {
    const known = rendered.get(template);
    if (known) return known;
    const html = fill(template, { config, configReport, basePath: readBasePath(config) });
    const result = { html, policy: createContentSecurityPolicy(config, html) };
    rendered.clear();
    rendered.set(template, result);
    return result;
  }

  return {
    pathOf(url) {
      const basePath = readBasePath(config);
      const path = url.split('?', 1)[0] ?? '/';
      return basePath !== '' && path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
    },
    send(res, template) {
      const { html, policy } = render(template);
      res.set({
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store, max-age=0',
        'Content-Security-Policy': policy,
        'X-Frame-Options': 'DENY',
      });
      res.send(html);
    },
  };
}

/** The path of `app.baseUrl` without a slash at its end: empty for a portal at the root of its host. */
function readBasePath(config: Config): string {
  const baseUrl = config.getOptionalString('app.baseUrl');
  if (baseUrl === undefined) return '';
  return new URL(baseUrl, 'http://localhost').pathname.replace(/\/+$/, '');
}

function fill(
  template: string,
  {
    config,
    configReport,
    basePath,
  }: { config: Config; configReport: RootConfigReportService; basePath: string },
): string {
  const branding = readBranding(config);
  const appConfigs = config.getOptionalBoolean('app.disableConfigInjection')
    ? undefined
    : // Without the names of the keys that were left out: they are nobody's business here.
      configReport.getFrontendConfigs().map(({ context, data }) => ({ context, data }));
  const head = [
    `<script>${firstPaintScript}</script>`,
    branding.favicon && `<link rel="icon" href="${escapeHtml(branding.favicon)}">`,
    branding.css && `<style>${branding.css}</style>`,
    appConfigs && `<script type="${CONFIG_SCRIPT_TYPE}">\n${toScriptData(appConfigs)}\n</script>`,
  ];
  return template
    .replaceAll(/(\s(?:src|href)=")\.\//g, (_match, before: string) => `${before}${basePath}/`)
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(branding.title)}</title>`)
    .replace('</head>', () => `${head.filter(Boolean).join('\n')}\n</head>`);
}

/** Inside a script only `</script` and `<!--` end or change what follows. */
function toScriptData(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
