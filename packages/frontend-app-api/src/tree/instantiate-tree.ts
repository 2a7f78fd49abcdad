import type { ApiHolder } from '@portico/frontend-plugin-api';
import type { ReportError } from '../app-error.ts';
import { toInstallable } from '../features/read-features.ts';
import type { MutableNode } from './build-tree.ts';
import { instantiateNode, type ExtensionFactoryMiddleware } from './instantiate-node.ts';
import { findUnmet, type PredicateContext } from './predicates.ts';

/** How the part of a tree below a node is made. */
export interface InstantiateOptions {
  apis: ApiHolder;
  report: ReportError;
  middleware?: ExtensionFactoryMiddleware | undefined;
  /** What conditions are tested against; without it, they are taken to hold. */
  predicates?: PredicateContext | undefined;
  /** Children that are left out for now. */
  skip?: (at: { node: MutableNode; input: string; child: MutableNode }) => boolean;
  /** Called when a factory asks for an API that nobody provides yet. */
  onMissingApi?: (node: MutableNode, apiRefId: string) => void;
}

/** Makes a node and all below it, children first. Those that are there already are kept. */
export function instantiateTree(root: MutableNode, options: InstantiateOptions): void {
  const instantiate = (node: MutableNode): boolean => {
    if (node.instance) return true;
    if (node.spec.disabled || !isMet(node, options.predicates)) return false;
    const attachments = new Map<string, MutableNode[]>();
    const { inputs } = toInstallable(node.spec.extension);
    for (const [input, children] of node.edges.attachments)
      // What is attached to nothing is not made.
      if (Object.hasOwn(inputs, input))
        attachments.set(
          input,
          children.filter(child => !options.skip?.({ node, input, child }) && instantiate(child)),
        );
    const instance = instantiateNode(node, {
      apis: watchApis(node, options),
      attachments,
      middleware: options.middleware,
      report: options.report,
    });
    if (instance) node.instance = instance;
    return instance !== undefined;
  };
  instantiate(root);
}

function isMet(node: MutableNode, predicates: PredicateContext | undefined): boolean {
  if (node.spec.if === undefined || !predicates) return true;
  const unmet = findUnmet(node.spec.if, predicates);
  if (unmet) node.report.unmet = unmet;
  return unmet === undefined;
}

function watchApis(node: MutableNode, options: InstantiateOptions): ApiHolder {
  const { apis, onMissingApi } = options;
  if (!onMissingApi) return apis;
  return {
    get: ref => {
      const api = apis.get(ref);
      if (api === undefined) onMissingApi(node, ref.id);
      return api;
    },
  };
}
