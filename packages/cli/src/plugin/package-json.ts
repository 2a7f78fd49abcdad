import type { NewPackage } from './new-package.ts';

/** The package.json of a plugin or module. */
export function packageJson({ id, moduleOf, parts, packageName }: NewPackage): string {
  const hasRouter = parts !== 'web' && moduleOf === undefined;
  const manifest = {
    name: packageName,
    version: '0.1.0',
    private: true,
    type: 'module',
    exports: {
      ...(parts !== 'web' && { '.': './src/index.ts' }),
      ...(parts !== 'backend' && { './web': './src/web/index.ts' }),
    },
    dependencies: {
      ...(parts === 'both' && { '@tanstack/react-query': '^5.0.0' }),
      ...(parts !== 'web' && { '@portico/backend-plugin-api': '*' }),
      ...(parts !== 'backend' && {
        '@portico/frontend-plugin-api': '*',
        '@portico/plugin-catalog': '*',
        '@portico/ui': '*',
        react: '^19.0.0',
      }),
      ...(hasRouter && { express: '^5.0.0' }),
    },
    devDependencies: {
      ...(parts !== 'web' && { '@portico/backend-test-utils': '*' }),
      ...(parts !== 'backend' && {
        '@portico/frontend-test-utils': '*',
        '@testing-library/react': '^16.0.0',
        '@types/react': '^19.0.0',
      }),
      ...(hasRouter && { '@types/express': '^5.0.0' }),
      vitest: '*',
    },
    backstage: { role: roleOf({ moduleOf, parts }), pluginId: moduleOf ?? id },
  };
  const sorted = {
    ...manifest,
    dependencies: sortKeys(manifest.dependencies),
    devDependencies: sortKeys(manifest.devDependencies),
  };
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

/** The entries of an object in the order of their keys, as npm keeps dependencies. */
export function sortKeys(entries: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(entries).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function roleOf({ moduleOf, parts }: Pick<NewPackage, 'parts'> & { moduleOf: string | undefined }): string {
  if (moduleOf !== undefined) return 'backend-plugin-module';
  return parts === 'web' ? 'frontend-plugin' : 'backend-plugin';
}
