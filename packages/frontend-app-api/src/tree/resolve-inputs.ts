import type {
  ExtensionDataContainer,
  ExtensionDataRef,
  ExtensionDataValue,
  ExtensionInput,
} from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import { toInstallable } from '../features/read-features.ts';
import type { MutableNode } from './build-tree.ts';

/** The attached nodes that have data, by input. */
export type Attachments = ReadonlyMap<string, readonly MutableNode[]>;

/** Thrown when a node cannot be made, after the reason was reported. */
export class NodeFailure extends Error {
  override name = 'NodeFailure';
}

type AttachedData = ExtensionDataContainer & { node: MutableNode };

/**
 * Collects what a factory finds in its inputs.
 *
 * @throws NodeFailure when an input has too many or too few extensions.
 */
export function resolveInputs(
  node: MutableNode,
  attachments: Attachments,
  report: ReportError,
): Record<string, unknown> {
  const { inputs } = toInstallable(node.spec.extension);
  reportUnknownInputs(node, report);
  const entries = Object.entries(inputs).map(([name, input]): [string, unknown] => {
    const attached = (attachments.get(name) ?? []).filter(child =>
      isAllowed({ node, child, name, input }, report),
    );
    return [
      name,
      input.config.singleton
        ? resolveOne({ node, name, input }, attached, report)
        : resolveList({ node, name, input }, attached, report),
    ];
  });
  return Object.fromEntries(entries);
}

interface InputSite {
  node: MutableNode;
  name: string;
  input: ExtensionInput;
}

function resolveOne(
  site: InputSite,
  attached: readonly MutableNode[],
  report: ReportError,
): AttachedData | undefined {
  const { node, name, input } = site;
  const context = { node, inputName: name };
  const [first, ...others] = attached;
  if (others.length > 0) {
    const ids = attached.map(child => child.spec.id).join("', '");
    const message = `The input '${name}' of '${node.spec.id}' takes one extension, and has '${ids}'`;
    report('EXTENSION_ATTACHMENT_CONFLICT', message, context);
    throw new NodeFailure(message);
  }
  const data = first && readData(site, first, report);
  if (data || input.config.optional) return data;
  const why = first ? `'${first.spec.id}' lacks the data it takes` : 'nothing is attached';
  const message = `The input '${name}' of '${node.spec.id}' requires an extension, and ${why}`;
  report('EXTENSION_ATTACHMENT_MISSING', message, context);
  throw new NodeFailure(message);
}

function resolveList(site: InputSite, attached: readonly MutableNode[], report: ReportError): AttachedData[] {
  return attached.flatMap(child => readData(site, child, report) ?? []);
}

function readData(site: InputSite, child: MutableNode, report: ReportError): AttachedData | undefined {
  const { name, input } = site;
  const values = new Map<string, ExtensionDataValue>();
  for (const ref of input.extensionData) {
    if (values.has(ref.id)) {
      report(
        'EXTENSION_INPUT_DATA_IGNORED',
        `The input '${name}' of '${site.node.spec.id}' lists '${ref.id}' twice`,
        {
          node: site.node,
          inputName: name,
        },
      );
      continue;
    }
    const value: unknown = child.instance?.getData(ref);
    if (value !== undefined) {
      values.set(ref.id, { $$type: '@backstage/ExtensionDataValue', id: ref.id, value });
    } else if (!ref.config.optional) {
      reportMissingData(site, child, report);
      return undefined;
    }
  }
  const container = {
    node: child,
    get: (ref: ExtensionDataRef) => values.get(ref.id)?.value,
    [Symbol.iterator]: () => values.values(),
  };
  return container as AttachedData;
}

function reportMissingData(site: InputSite, child: MutableNode, report: ReportError): void {
  const required = site.input.extensionData.filter(ref => !ref.config.optional).map(ref => `'${ref.id}'`);
  const provided = [...(child.instance?.getDataRefs() ?? [])].map(ref => `'${ref.id}'`);
  report(
    'EXTENSION_INPUT_DATA_MISSING',
    `The extension '${child.spec.id}' provides ${provided.join(', ') || 'nothing'}, and the input '${site.name}' of '${site.node.spec.id}' requires ${required.join(', ')}`,
    { node: child, inputName: site.name },
  );
}

function isAllowed(site: InputSite & { child: MutableNode }, report: ReportError): boolean {
  const { node, child, name, input } = site;
  const { pluginId } = child.spec.plugin;
  if (!input.config.internal || pluginId === node.spec.plugin.pluginId) return true;
  report(
    'EXTENSION_INPUT_INTERNAL_IGNORED',
    `The input '${name}' of '${node.spec.id}' takes only extensions of the plugin '${node.spec.plugin.pluginId}', and '${child.spec.id}' is of '${pluginId}'`,
    { node, inputName: name, extensionId: child.spec.id, plugin: child.spec.plugin },
  );
  return false;
}

function reportUnknownInputs(node: MutableNode, report: ReportError): void {
  const { inputs } = toInstallable(node.spec.extension);
  const names = Object.keys(inputs);
  for (const [inputName, children] of node.edges.attachments) {
    if (Object.hasOwn(inputs, inputName)) continue;
    for (const child of children) {
      if (child.spec.disabled) continue;
      const has = names.length === 0 ? 'it has none' : `it has '${names.join("', '")}'`;
      report(
        'EXTENSION_ATTACHMENT_IGNORED',
        `The extension '${child.spec.id}' is attached to the input '${inputName}' of '${node.spec.id}', which does not exist: ${has}`,
        { node: child, inputName },
      );
    }
  }
}
