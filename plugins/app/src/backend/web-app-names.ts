import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createServer } from 'vite';
import type { WebAppNames } from '@portico/config/loader';
import { stringifyError } from '@portico/errors';
import { namesFile } from './read-web-app-names.ts';
import { createViteConfig } from './vite-config.ts';

const patienceMs = 30_000;

/**
 * Writes beside a build what its configuration may name, or why that is not
 * known. The features of `features.ts` in `sources` are loaded as the browser
 * would, but nothing of them is drawn. What does not end is given up.
 */
export async function writeWebAppNames(
  sources: string,
  folder: string,
  patience = patienceMs,
): Promise<void> {
  const names = await Promise.race([listNames(sources), giveUp(patience)]).catch((error: unknown) => ({
    unknown: stringifyError(error),
  }));
  await writeFile(join(folder, namesFile), JSON.stringify(names, null, 1));
}

/** A feature may wait for what only a browser has. */
async function giveUp(ms: number): Promise<never> {
  await setTimeout(ms, undefined, { ref: false });
  throw new Error(`Loading 'features.ts' without a browser did not end within ${ms / 1000} seconds`);
}

async function listNames(sources: string): Promise<WebAppNames> {
  if (!existsSync(join(sources, 'features.ts'))) throw new Error(`There is no 'features.ts' in '${sources}'`);
  const config = await createViteConfig({ sources });
  const server = await createServer({
    ...config,
    appType: 'custom',
    logLevel: 'silent',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    // Node.js loads packages itself, which have no style sheets but for fonts.
    ssr: { noExternal: [/^@fontsource/] },
  });
  try {
    const { listFeatureNames } = await server.ssrLoadModule('@portico/frontend-app-api');
    const { default: features } = await server.ssrLoadModule('/features.ts');
    return await listFeatureNames(features);
  } finally {
    await server.close();
  }
}
