import type { AppNode, AppNodeDecider, AppTree } from '@portico/frontend-plugin-api';

/** What has become of an extension. */
export type NodeStatus =
  | 'shown'
  | 'failed'
  | 'disabled'
  | 'condition'
  | 'unattached'
  | 'ignored'
  | 'waiting'
  | 'unknown';

/** Why an extension is there, or is not. */
export interface NodeExplanation {
  id: string;
  status: NodeStatus;
  /** One sentence. */
  reason: string;
  /** What to do to change it. */
  hint?: string;
  /** The extension that it depends on, when that is the cause. */
  because?: NodeExplanation;
}

/**
 * Tells why an extension is not shown, or that it is. Follows the way to the
 * root, since an extension is there only when all that it is attached to is.
 */
export function explainNode(tree: AppTree, id: string): NodeExplanation {
  const node = tree.nodes.get(id);
  if (!node) return explainUnknown(tree, id);
  return explain(tree, node, new Set());
}

function explain(tree: AppTree, node: AppNode, seen: Set<AppNode>): NodeExplanation {
  const { id } = node.spec;
  if (seen.has(node))
    return {
      id,
      status: 'unattached',
      reason: `It is attached in a circle: ${[...seen, node].map(({ spec }) => `'${spec.id}'`).join(' to ')}.`,
      hint: "Attach one of them elsewhere, with 'attachTo' in 'app.extensions'.",
    };
  seen.add(node);
  return explainSelf(tree, node) ?? explainParent(tree, node, seen);
}

function explainSelf(tree: AppTree, node: AppNode): NodeExplanation | undefined {
  const { id, attachTo, disabled } = node.spec;
  const { attachedTo } = node.edges;
  if (disabled) return { id, status: 'disabled', ...explainDisabled(node) };
  if (!attachedTo && node !== tree.root)
    return {
      id,
      status: 'unattached',
      reason: `It is attached to '${attachTo.id}', which does not exist${suggest(tree, attachTo.id)}.`,
      hint: `Install the plugin that provides '${attachTo.id}', or attach the extension elsewhere, with 'attachTo' in 'app.extensions'.`,
    };
  if (node.report?.unmet)
    return {
      id,
      status: 'condition',
      reason: `It has a condition: ${node.report.unmet.join(', ')}.`,
      hint: 'Turn the feature flags on in the settings, or ask for the permissions.',
    };
  const problem = node.report?.problems.find(({ code }) => !isAboutOthers(code));
  if (!problem) return undefined;
  const status = problem.code === 'EXTENSION_ATTACHMENT_IGNORED' ? 'ignored' : 'failed';
  return { id, status, reason: `${problem.message}.`, hint: problem.hint };
}

/** Problems of a node that do not keep the node itself away. */
function isAboutOthers(code: string): boolean {
  return [
    'EXTENSION_CONFIGURATION_KEY_IGNORED',
    'EXTENSION_INPUT_INTERNAL_IGNORED',
    'EXTENSION_INPUT_DATA_IGNORED',
    'EXTENSION_INPUT_REDIRECT_CONFLICT',
    'EXTENSION_OUTPUT_IGNORED',
    'EXTENSION_BOOTSTRAP_PREDICATE_IGNORED',
    'EXTENSION_BOOTSTRAP_API_UNAVAILABLE',
    'EXTENSION_BOOTSTRAP_API_OVERRIDE_IGNORED',
  ].includes(code);
}

function explainParent(tree: AppTree, node: AppNode, seen: Set<AppNode>): NodeExplanation {
  const { id } = node.spec;
  const { attachedTo } = node.edges;
  if (!attachedTo) return { id, status: 'shown', reason: 'It is the root of the app.' };
  const { node: parent, input } = attachedTo;
  const refused = parent.report?.problems.find(
    ({ code, message }) => code === 'EXTENSION_INPUT_INTERNAL_IGNORED' && message.includes(`'${id}'`),
  );
  if (refused) return { id, status: 'ignored', reason: `${refused.message}.`, hint: refused.hint };
  const because = explain(tree, parent, seen);
  if (because.status !== 'shown')
    return {
      id,
      status: because.status === 'unattached' ? 'unattached' : 'waiting',
      reason: `It is attached to '${parent.spec.id}', which is not shown.`,
      because,
    };
  if (!node.instance)
    return {
      id,
      status: 'waiting',
      reason: 'It has not been made yet.',
      hint: 'Sign in, or wait until the app is ready.',
    };
  return { id, status: 'shown', reason: `It is attached to the input '${input}' of '${parent.spec.id}'.` };
}

function explainDisabled(node: AppNode): { reason: string; hint: string } {
  const by: AppNodeDecider = node.report?.enabledBy ?? 'default';
  const index = node.report?.configIndex;
  const reasons: Record<AppNodeDecider, string> = {
    default: 'It is disabled unless it is configured.',
    override: `It was disabled by the ${node.report?.providedBy.at(-1) ?? 'override'}.`,
    config: `It is disabled in 'app.extensions[${index}]'.`,
  };
  const hint =
    by === 'config' ? 'Remove the entry, or set it to true.' : `Add '${node.spec.id}' to 'app.extensions'.`;
  return { reason: reasons[by], hint };
}

function explainUnknown(tree: AppTree, id: string): NodeExplanation {
  return {
    id,
    status: 'unknown',
    reason: `The app has no extension '${id}'${suggest(tree, id)}.`,
    hint: 'Check the spelling, or install the plugin that provides it.',
  };
}

/** Names the ids that share the most with a wrong one. */
function suggest(tree: AppTree, id: string): string {
  const parts = (text: string) => new Set(text.split(/[:/]/));
  const wanted = parts(id);
  const scored = [...tree.nodes.keys()]
    .map(candidate => ({ candidate, score: [...parts(candidate)].filter(part => wanted.has(part)).length }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, 3);
  return scored.length === 0 ? '' : `; there is '${scored.map(({ candidate }) => candidate).join("', '")}'`;
}
