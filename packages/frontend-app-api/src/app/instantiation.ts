import { createDataContainer, type AnyApiFactory } from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import type { ApiRegistry } from '../apis/api-registry.ts';
import { collectApis, type ApiEntry } from '../apis/collect-apis.ts';
import { withDeclaredFlags } from '../apis/register-flags.ts';
import type { InstalledFeatures } from '../features/read-features.ts';
import type { MutableNode, MutableTree } from '../tree/build-tree.ts';
import type { ExtensionFactoryMiddleware } from '../tree/instantiate-node.ts';
import { instantiateTree } from '../tree/instantiate-tree.ts';
import type { PredicateContext } from '../tree/predicates.ts';
import { isBehindSignIn, type Deferred } from './phases.ts';

/** What the extensions of a tree are made with. */
export interface InstantiationOptions {
  tree: MutableTree;
  registry: ApiRegistry;
  /** APIs that extensions cannot replace. */
  fixed: readonly AnyApiFactory[];
  features: InstalledFeatures;
  deferred: Deferred;
  middleware: ExtensionFactoryMiddleware | readonly ExtensionFactoryMiddleware[] | undefined;
  /** Whether APIs come from extensions. */
  hasOwnApis: boolean;
  /** Called whenever a part of the tree was made. */
  onMade(): void;
  report: ReportError;
}

/** Makes the extensions of a tree: what is needed before sign-in, then the rest. APIs come first. */
export function createInstantiation(options: InstantiationOptions): {
  bootstrap(): void;
  rest(predicates: PredicateContext): void;
} {
  const { tree, registry, deferred, report } = options;
  const middleware = mergeMiddleware(options.middleware);
  const entries = new Map<string, ApiEntry>();
  const missing = new Map<string, { node: MutableNode; apiRefId: string }>();
  const apiNodes = tree.root.edges.attachments.get('apis') ?? [];
  const early = apiNodes.filter(node => !deferred.apis.has(node));
  const common = { apis: registry, report, middleware };
  for (const factory of options.fixed) registry.set(withDeclaredFlags(factory, options.features, report));
  if (options.hasOwnApis) {
    for (const node of early) instantiateTree(node, common);
    collectApis(early, entries, report);
    register(options, [...entries.values()]);
  }
  return {
    bootstrap: () => {
      instantiateTree(tree.root, {
        ...common,
        skip: ({ node, input, child }) => isBehindSignIn({ node, input }) || deferred.roots.has(child),
        onMissingApi: (node, apiRefId) => missing.set(`${node.spec.id} ${apiRefId}`, { node, apiRefId }),
      });
      options.onMade();
    },
    rest: predicates => {
      const late = [...deferred.apis];
      if (options.hasOwnApis && late.length > 0) {
        for (const node of late) instantiateTree(node, { ...common, predicates });
        addLateApis(options, late, { entries, missing });
      }
      instantiateTree(tree.root, { ...common, predicates });
      options.onMade();
    },
  };
}

function addLateApis(
  options: InstantiationOptions,
  late: readonly MutableNode[],
  known: {
    entries: Map<string, ApiEntry>;
    missing: ReadonlyMap<string, { node: MutableNode; apiRefId: string }>;
  },
): void {
  const { registry, report } = options;
  const before = new Map(known.entries);
  collectApis(late, known.entries, report);
  const changed = [...known.entries].filter(([id, entry]) => before.get(id) !== entry);
  const usable = changed.filter(([id, { node }]) => {
    const existing = before.get(id);
    if (!existing || !registry.isMade(id)) return true;
    report(
      'EXTENSION_BOOTSTRAP_API_OVERRIDE_IGNORED',
      `The extension '${node.spec.id}' replaces the API '${id}' of '${existing.node.spec.id}', which was used before sign-in and stays`,
      {
        node,
        apiRefId: id,
        pluginId: node.spec.plugin.pluginId,
        existingPluginId: existing.node.spec.plugin.pluginId,
      },
    );
    return false;
  });
  register(
    options,
    usable.map(([, entry]) => entry),
  );
  const added = new Set(usable.map(([id]) => id));
  for (const { node, apiRefId } of known.missing.values()) {
    if (before.has(apiRefId) || !added.has(apiRefId)) continue;
    report(
      'EXTENSION_BOOTSTRAP_API_UNAVAILABLE',
      `The extension '${node.spec.id}' asked for the API '${apiRefId}' before sign-in, and it is there only after`,
      { node, apiRefId },
    );
  }
}

function register(options: InstantiationOptions, entries: readonly ApiEntry[]): void {
  const { registry, fixed, features, report } = options;
  const fixedIds = new Set(fixed.map(({ api }) => api.id));
  for (const { factory } of entries)
    if (!fixedIds.has(factory.api.id)) registry.set(withDeclaredFlags(factory, features, report));
}

function mergeMiddleware(given: InstantiationOptions['middleware']): ExtensionFactoryMiddleware | undefined {
  const list = given === undefined ? [] : [given].flat();
  return list.reduce<ExtensionFactoryMiddleware | undefined>((inner, outer) => {
    if (!inner) return outer;
    return (original, context) =>
      outer(changes => {
        const config = changes?.config ?? context.config;
        // What the outer one changed counts also where the inner one says nothing.
        const changed: typeof original = own => original({ ...(config && { config }), ...own });
        const values = inner(changed, { ...context, ...(config && { config }) });
        return createDataContainer(values, { source: 'the middleware' });
      }, context);
  }, undefined);
}
