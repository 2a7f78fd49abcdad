import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfigFromFile, mergeConfig, searchForWorkspaceRoot, type InlineConfig } from 'vite';

/**
 * What every page needs, in two parts instead of dozens of crumbs: libraries
 * that seldom change, and what the portal's own pages are made of, with what
 * plugins offer each other. Then what lists are made of. A browser asks a
 * server for six files at a time, so that each round of crumbs costs as much as
 * one large file.
 */
const firstParts = [
  {
    name: 'framework',
    test: /rolldown\/runtime|node_modules\/(?:react|react-dom|scheduler|react-router|@tanstack\/(?:react-query|query-core))\//,
    priority: 2,
  },
  {
    name: 'base',
    test: new RegExp(
      [
        String.raw`@mantine\/core\/esm\/core\/`,
        String.raw`@mantine\/core\/esm\/components\/(?:ActionIcon|Button|Kbd|Loader|UnstyledButton|VisuallyHidden)\/`,
        String.raw`\/(?:packages|@portico)\/(?:errors|config|permissions|frontend-plugin-api|frontend-app-api)\/`,
        String.raw`\/(?:packages|@portico)\/catalog-model\/(?:src|dist)\/(?:annotations|relations|refs)`,
        String.raw`\/(?:packages|@portico)\/ui\/(?:src|dist)\/(?:icons|layout|states|theme|link|ui-text)`,
        String.raw`\/(?:packages|@portico)\/ui\/(?:src|dist)\/entity\/(?:entity-link|kind)`,
        String.raw`\/(?:packages|@portico)\/ui\/(?:src|dist)\/content\/(?:content\.|person|relative|status|tag|fact)`,
        String.raw`\/(?:plugins\/|@portico\/plugin-)[\w-]+\/(?:src|dist)\/(?:react\/(?!translations)|permissions|[\w-]+-options|web\/[\w-]+-translation\.)`,
      ].join('|'),
    ),
    priority: 1,
  },
  {
    name: 'lists',
    test: new RegExp(
      [
        String.raw`@tanstack\/(?:react-virtual|virtual-core)\/`,
        String.raw`@mantine\/core\/esm\/components\/(?:CloseButton|Input|InputBase|TextInput)\/`,
        String.raw`\/(?:packages|@portico)\/ui\/(?:src|dist)\/(?:filters|menu\/menu-button|table\/(?!column-choice))`,
      ].join('|'),
    ),
  },
];

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
        output: { codeSplitting: { groups: [...firstParts] } },
      },
    },
  };
  const file = join(sources, 'vite.config.ts');
  if (!existsSync(file)) return own;
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file);
  return mergeConfig(own, loaded?.config ?? {});
}
