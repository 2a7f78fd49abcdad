import { backendFiles, moduleFiles } from './backend-files.ts';
import type { NewPackage } from './new-package.ts';
import { packageJson } from './package-json.ts';
import { pluginReadme } from './plugin-readme.ts';
import { webFiles } from './web-files.ts';

/** The files of a plugin or module, by path. */
export function pluginFiles(described: NewPackage): Record<string, string> {
  const { moduleOf, parts } = described;
  return {
    'package.json': packageJson(described),
    'README.md': pluginReadme(described),
    ...(moduleOf !== undefined && moduleFiles({ ...described, moduleOf })),
    ...(moduleOf === undefined && parts !== 'web' && backendFiles(described)),
    ...(parts !== 'backend' && webFiles(described)),
  };
}
