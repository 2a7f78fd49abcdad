import type { ReportError } from '../app-error.ts';
import type { MutableNode, MutableTree } from '../tree/build-tree.ts';

/** What waits for the end of sign-in although it stands before it. */
export interface Deferred {
  /** APIs with conditions. */
  apis: ReadonlySet<MutableNode>;
  /** APIs and root elements with conditions. */
  roots: ReadonlySet<MutableNode>;
}

/** Whether an attachment is made only after sign-in: the content of the app. */
export function isBehindSignIn(at: { node: MutableNode; input: string }): boolean {
  return at.node.spec.id === 'app/root' && at.input === 'children';
}

/**
 * Finds what has to wait for sign-in, since who is signed in decides on its
 * conditions. Conditions of what cannot wait are reported and taken away.
 */
export function deferConditions(tree: MutableTree, report: ReportError): Deferred {
  const apis = new Set((tree.root.edges.attachments.get('apis') ?? []).filter(hasCondition));
  const elements = tree.nodes.get('app/root')?.edges.attachments.get('elements') ?? [];
  const roots = new Set([...apis, ...elements.filter(hasCondition)]);
  const visit = (node: MutableNode): void => {
    if (node.spec.if !== undefined) {
      report(
        'EXTENSION_BOOTSTRAP_PREDICATE_IGNORED',
        `The extension '${node.spec.id}' is needed before sign-in, so its condition does not count`,
        { node },
      );
      dropCondition(node);
    }
    for (const [input, children] of node.edges.attachments) {
      if (isBehindSignIn({ node, input })) continue;
      for (const child of children) if (!roots.has(child)) visit(child);
    }
  };
  visit(tree.root);
  return { apis, roots };
}

/** The sign-in page of the app, unless it is disabled. */
export function findSignInPage(tree: MutableTree): MutableNode | undefined {
  const pages = tree.nodes.get('app/root')?.edges.attachments.get('signInPage') ?? [];
  return pages.find(page => !page.spec.disabled);
}

/**
 * Makes the tree ready for what comes after sign-in: the page goes, and what
 * holds the content is made anew. Root elements stay as they are.
 */
export function passSignIn(tree: MutableTree): void {
  const appRoot = tree.nodes.get('app/root');
  delete tree.root.instance;
  for (const app of tree.root.edges.attachments.get('app') ?? []) forget(app);
  if (!appRoot) return;
  for (const page of appRoot.edges.attachments.get('signInPage') ?? []) {
    forget(page);
    if (!page.spec.disabled) page.report.unmet = ['it is shown only until somebody is signed in'];
  }
  appRoot.edges.attachments.delete('signInPage');
  forget(appRoot);
}

function forget(node: MutableNode): void {
  delete node.instance;
  for (const [input, children] of node.edges.attachments) {
    if (node.spec.id === 'app/root' && input === 'elements') continue;
    for (const child of children) forget(child);
  }
}

function hasCondition(node: MutableNode): boolean {
  if (node.spec.if !== undefined) return true;
  return [...node.edges.attachments.values()].some(children => children.some(hasCondition));
}

function dropCondition(node: MutableNode): void {
  // The spec is this app's own copy.
  delete (node.spec as { if?: unknown }).if;
}
