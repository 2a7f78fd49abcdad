import type { JsonObject } from '@portico/config';
import {
  createFrontendPlugin,
  type ApiHolder,
  type AppTree,
  type Extension,
  type InstallablePlugin,
} from '@portico/frontend-plugin-api';
import { createErrorCollector, type AppError } from '../app-error.ts';
import type { InstalledPlugin } from '../features/read-features.ts';
import { buildTree } from './build-tree.ts';
import { instantiateTree } from './instantiate-tree.ts';
import { resolveSpecs } from './resolve-specs.ts';

/** A few extensions, and what they are made with. */
export interface CreateExtensionTreeOptions {
  /** The first one is the root. */
  extensions: readonly { extension: Extension; config?: JsonObject }[];
  apis: ApiHolder;
}

/**
 * Makes extensions without an app around them, to look at what they provide.
 * All are enabled.
 *
 * @throws Error without extensions.
 */
export function createExtensionTree(options: CreateExtensionTreeOptions): {
  tree: AppTree;
  errors: AppError[];
} {
  const { report, errors } = createErrorCollector();
  const [root] = options.extensions;
  if (!root) throw new Error('There is no extension to make. Give at least one');
  const owner = createFrontendPlugin({ pluginId: 'test' });
  const plugin = {
    ...(owner as unknown as InstallablePlugin),
    extensions: options.extensions.map(({ extension }) => extension),
  } as InstalledPlugin;
  const specs = resolveSpecs({
    features: { plugins: [plugin], modules: [] },
    builtin: [],
    appPlugin: owner,
    parameters: options.extensions.map(({ extension, config }, index) => ({
      id: extension.id,
      index,
      disabled: false,
      ...(config && { config }),
    })),
    report,
  });
  const tree = buildTree(root.extension.id, specs, report);
  instantiateTree(tree.root, { apis: options.apis, report });
  return { tree, errors };
}
