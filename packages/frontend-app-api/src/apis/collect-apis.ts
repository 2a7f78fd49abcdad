import { ApiBlueprint, type AnyApiFactory, type ApiRef } from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import type { MutableNode } from '../tree/build-tree.ts';

/** The factory of an API, and the extension that it comes from. */
export interface ApiEntry {
  factory: AnyApiFactory;
  node: MutableNode;
}

/**
 * Takes the factories of nodes that were made, by the id of their API. Of
 * several, the plugin that owns the API wins; else the first.
 */
export function collectApis(
  nodes: readonly MutableNode[],
  entries: Map<string, ApiEntry>,
  report: ReportError,
): void {
  for (const node of nodes) {
    if (!node.instance) continue;
    const factory = node.instance.getData(ApiBlueprint.dataRefs.factory);
    if (!factory) {
      report(
        'API_EXTENSION_INVALID',
        `The extension '${node.spec.id}' is attached as an API, and provides none`,
        { node },
      );
      continue;
    }
    const existing = entries.get(factory.api.id);
    if (!existing || existing.node.spec.plugin.pluginId === node.spec.plugin.pluginId) {
      entries.set(factory.api.id, { factory, node });
      continue;
    }
    const isOwner = ownerOf(factory.api) === node.spec.plugin.pluginId;
    reportConflict(factory.api.id, isOwner ? [node, existing.node] : [existing.node, node], { node, report });
    if (isOwner) entries.set(factory.api.id, { factory, node });
  }
}

/** The plugin that an API belongs to, from its ref or its id. */
function ownerOf(ref: ApiRef): string {
  if (ref.pluginId) return ref.pluginId;
  const [prefix = ref.id, second] = ref.id.split('.');
  if (prefix === 'core') return 'app';
  return prefix === 'plugin' && second ? second : prefix;
}

function reportConflict(
  apiRefId: string,
  [accepted, rejected]: readonly [MutableNode, MutableNode],
  at: { node: MutableNode; report: ReportError },
): void {
  const existingPluginId = accepted.spec.plugin.pluginId;
  const { pluginId } = rejected.spec.plugin;
  at.report(
    'API_FACTORY_CONFLICT',
    `The API '${apiRefId}' is provided by the plugin '${existingPluginId}', and '${pluginId}' may not provide it as well`,
    { node: at.node, apiRefId, pluginId, existingPluginId },
  );
}
