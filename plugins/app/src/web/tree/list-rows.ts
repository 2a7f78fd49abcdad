import { explainNode, type NodeExplanation, type NodeStatus } from '@portico/frontend-app-api';
import type { AppNode, AppTree } from '@portico/frontend-plugin-api';

/** One line of the drawn tree. */
export interface TreeRow {
  node: AppNode;
  /** How many extensions are above it. */
  depth: number;
  /** The input of the extension above that it is attached to. */
  input: string | undefined;
  explanation: NodeExplanation;
}

/** Which lines are drawn. */
export interface RowFilter {
  /** Words that the id, the plugin or the title have. */
  text: string;
  /** Only what is not shown or has a problem. */
  isTroubleOnly: boolean;
}

/** The lines of the tree from the root down, each input after the other, and then what is attached to nothing. */
export function listRows(tree: AppTree): TreeRow[] {
  const rows: TreeRow[] = [];
  const seen = new Set<AppNode>();
  const visit = (node: AppNode, depth: number, input: string | undefined): void => {
    if (seen.has(node)) return;
    seen.add(node);
    rows.push({ node, depth, input, explanation: explainNode(tree, node.spec.id) });
    for (const [name, children] of node.edges.attachments) {
      for (const child of children) visit(child, depth + 1, name);
    }
  };
  visit(tree.root, 0, undefined);
  for (const orphan of tree.orphans) visit(orphan, 0, undefined);
  for (const node of tree.nodes.values()) visit(node, 0, undefined);
  return rows;
}

/** The lines that fit a filter, without the tree around them. */
export function filterRows(rows: readonly TreeRow[], { text, isTroubleOnly }: RowFilter): readonly TreeRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(row => {
    if (isTroubleOnly && !isTrouble(row)) return false;
    const { spec } = row.node;
    const searched = `${spec.id} ${spec.plugin.pluginId} ${spec.plugin.title ?? ''}`.toLowerCase();
    return words.every(word => searched.includes(word));
  });
}

/** Whether something is to be said about an extension. */
export function isTrouble({ node, explanation }: TreeRow): boolean {
  return explanation.status !== 'shown' || (node.report?.problems.length ?? 0) > 0;
}

/** How a state is marked. */
export function levelOf(status: NodeStatus): 'ok' | 'warning' | 'error' | 'unknown' {
  if (status === 'shown') return 'ok';
  if (status === 'failed') return 'error';
  return status === 'disabled' || status === 'condition' ? 'unknown' : 'warning';
}
