import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfigFromFile, mergeConfig, searchForWorkspaceRoot, type InlineConfig } from 'vite';

/**
 * The settings of Vite for the web app in a folder, for building and for
 * development alike. A `vite.config.ts` in the folder is laid over them.
 */
export async function createViteConfig({ sources }: { sources: string }): Promise<InlineConfig> {
  const own: InlineConfig = {
    root: sources,
    configFile: false,
    envFile: false,
    base: './',
    logLevel: 'error',
    clearScreen: false,
    publicDir: existsSync(join(sources, 'public')) ? 'public' : false,
    cacheDir: join(searchForWorkspaceRoot(sources), 'node_modules/.vite'),
    resolve: {
      // Two copies of these would not know each other's contexts.
      dedupe: ['react', 'react-dom', 'react-router', '@mantine/core', '@tanstack/react-query'],
    },
    build: {
      assetsDir: 'static',
      assetsInlineLimit: 0,
      emptyOutDir: true,
      manifest: 'manifest.json',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        treeshake: {
          // Mantine's modules only define components; they do not say so in their package.json.
          moduleSideEffects: [{ test: /node_modules\/@mantine\/.*\.mjs$/, sideEffects: false }],
        },
      },
    },
  };
  const file = join(sources, 'vite.config.ts');
  if (!existsSync(file)) return own;
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file);
  return mergeConfig(own, loaded?.config ?? {});
}
