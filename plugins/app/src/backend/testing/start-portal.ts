import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { configReportServiceRef, createServiceFactory } from '@portico/backend-plugin-api';
import { createMockDirectory, startTestBackend, type TestBackend } from '@portico/backend-test-utils';
import type { JsonObject } from '@portico/config';
import app from '../index.ts';

/** A page with one script. */
export const indexHtml =
  '<!doctype html><html lang="en"><head><title>x</title></head><body><div id="root"></div><script type="module" src="./main.ts"></script></body></html>';

/** The folder of a small web app. */
export const sources = {
  web: {
    'index.html': indexHtml,
    'main.ts': "import './style.css'; void import('./later.ts'); console.log('first');",
    'later.ts': `console.log('${'later '.repeat(400)}');`,
    'style.css': 'body { color: red }',
  },
  'package.json': '{"workspaces":[]}',
  'package-lock.json': '{}',
};

/** A backend that serves a web app. */
export interface Portal extends TestBackend {
  path(name: string): string;
  page(path: string): Promise<{ status: number; headers: Headers; text: string }>;
}

/** Starts a backend whose web app is in a new folder, or in one that is given. */
export async function startPortal({
  folder = createMockDirectory({ content: sources }).path,
  config = {},
  visible = {},
}: { folder?: string; config?: JsonObject; visible?: JsonObject } = {}): Promise<Portal> {
  const report = createServiceFactory({
    service: configReportServiceRef,
    deps: {},
    factory: () => ({
      getPrintable: () => ({}),
      explain: () => undefined,
      getWarnings: () => [],
      getFrontendConfigs: () => [{ context: 'test', data: visible, filteredKeys: ['a.secret'] }],
    }),
  });
  const backend = await startTestBackend({
    features: [app, report],
    config: {
      ...config,
      app: {
        title: 'Portal <1>',
        web: { folder: join(folder, 'web'), output: join(folder, 'out') },
        ...(config['app'] as JsonObject | undefined),
      },
    },
  });
  return Object.assign(backend, {
    path: (name: string) => join(folder, name),
    async page(path: string) {
      const response = await fetch(`${backend.url}${path}`, { headers: { accept: 'text/html' } });
      return { status: response.status, headers: response.headers, text: await response.text() };
    },
  });
}

/** The page, once it is built. */
export async function built(portal: Portal): Promise<string> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { status, text } = await portal.page('/');
    if (status === 200) return text;
    if (text.includes('could not be built') || Date.now() > deadline) throw new Error(text);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** The path of the script of a page. */
export const scriptOf = (html: string): string => /src="(\/static\/[^"]+\.js)"/.exec(html)?.[1] ?? 'none';

/** The name of a folder with a build. */
export function buildOf(portal: Portal): string {
  return readdirSync(portal.path('out')).find(name => name.startsWith('build-')) ?? '';
}
