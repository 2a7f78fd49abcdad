import type {
  AppNode,
  AppNodeInstance,
  AppNodeReport,
  AppNodeSpec,
  AppTree,
  Extension,
  ExtensionAttachTo,
} from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import { toInstallable } from '../features/read-features.ts';
import type { NodeSpec } from './resolve-specs.ts';

/** A node while the app is built. */
export interface MutableNode extends AppNode {
  readonly spec: AppNodeSpec;
  readonly edges: {
    attachedTo?: { node: MutableNode; input: string };
    readonly attachments: Map<string, MutableNode[]>;
  };
  instance?: AppNodeInstance;
  readonly report: AppNodeReport;
}

/** A tree while the app is built. */
export interface MutableTree extends AppTree {
  readonly root: MutableNode;
  readonly nodes: Map<string, MutableNode>;
  readonly orphans: MutableNode[];
}

/**
 * Attaches extensions to each other. An attach point that does not exist is
 * looked for among those that inputs replace.
 *
 * @throws Error when there is no extension with the id `rootId`.
 */
export function buildTree(rootId: string, specs: readonly NodeSpec[], report: ReportError): MutableTree {
  const nodes = new Map<string, MutableNode>();
  for (const spec of specs) if (!nodes.has(spec.id)) nodes.set(spec.id, createNode(spec));
  const redirects = collectRedirects(nodes, report);
  const orphans: MutableNode[] = [];
  for (const spec of specs) {
    const node = nodes.get(spec.id);
    if (!node || spec.id === rootId) continue;
    if (!attachAll(node, spec, { nodes, redirects })) orphans.push(node);
  }
  const root = nodes.get(rootId);
  if (!root) throw new Error(`The app has no extension '${rootId}'. Add it to the features`);
  return { root, nodes, orphans };
}

function createNode(spec: NodeSpec): MutableNode {
  const { report, attachTo, extension, ...rest } = spec;
  const first = Array.isArray(attachTo) ? attachTo[0] : attachTo;
  return {
    // The list of older attach points is no longer of interest.
    spec: { ...rest, extension: extension as unknown as Extension, attachTo: first ?? { id: '', input: '' } },
    edges: { attachments: new Map() },
    report,
  };
}

type Places = { nodes: Map<string, MutableNode>; redirects: Map<string, ExtensionAttachTo> };

/** Attaches a node to its point. Older extensions have several, each of which gets a copy. */
function attachAll(node: MutableNode, spec: NodeSpec, places: Places): boolean {
  let isAttached = false;
  for (const wanted of [spec.attachTo].flat()) {
    const point = hasInput(wanted, places.nodes) ? wanted : (places.redirects.get(keyOf(wanted)) ?? wanted);
    const parent = places.nodes.get(point.id);
    if (!parent) continue;
    const attached = isAttached ? createNode(spec) : node;
    if (point !== wanted) attached.report.redirectedFrom = wanted;
    attach(attached, parent, point.input);
    isAttached = true;
  }
  return isAttached;
}

function attach(node: MutableNode, parent: MutableNode, input: string): void {
  node.edges.attachedTo = { node: parent, input };
  const siblings = parent.edges.attachments.get(input);
  if (siblings) siblings.push(node);
  else parent.edges.attachments.set(input, [node]);
}

function collectRedirects(
  nodes: Map<string, MutableNode>,
  report: ReportError,
): Map<string, ExtensionAttachTo> {
  const redirects = new Map<string, ExtensionAttachTo>();
  for (const node of nodes.values()) {
    for (const [inputName, input] of Object.entries(toInstallable(node.spec.extension).inputs)) {
      for (const replaced of input.replaces ?? []) {
        const key = keyOf(replaced);
        const existing = redirects.get(key);
        if (existing)
          report(
            'EXTENSION_INPUT_REDIRECT_CONFLICT',
            `The input '${inputName}' of '${node.spec.id}' replaces '${key}', which '${keyOf(existing)}' replaces already`,
            { node, inputName },
          );
        else redirects.set(key, { id: node.spec.id, input: inputName });
      }
    }
  }
  return redirects;
}

function hasInput(point: ExtensionAttachTo, nodes: Map<string, MutableNode>): boolean {
  const node = nodes.get(point.id);
  return node !== undefined && Object.hasOwn(toInstallable(node.spec.extension).inputs, point.input);
}

function keyOf(point: ExtensionAttachTo): string {
  return `${point.id}@${point.input}`;
}
