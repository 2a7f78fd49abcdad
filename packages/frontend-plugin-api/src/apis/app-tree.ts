import type { ExtensionAttachTo } from '../wiring/attach-to.ts';
import type { ExtensionDataRef } from '../wiring/extension-data.ts';
import type { Extension } from '../wiring/extension.ts';
import type { FrontendPlugin } from '../wiring/feature.ts';
import type { FilterPredicate } from '../wiring/filter-predicate.ts';
import { createApiRef } from './api-ref.ts';

/** What is wanted of an extension in this app, after modules and configuration had their say. */
export interface AppNodeSpec {
  readonly id: string;
  readonly attachTo: ExtensionAttachTo;
  readonly extension: Extension;
  readonly disabled: boolean;
  readonly if?: FilterPredicate;
  /** The config of `app.extensions`, before it is validated. */
  readonly config?: unknown;
  readonly plugin: FrontendPlugin;
}

/** How a node hangs together with others. */
export interface AppNodeEdges {
  readonly attachedTo?: { node: AppNode; input: string };
  readonly attachments: ReadonlyMap<string, AppNode[]>;
}

/** The data that a node's factory provided. */
export interface AppNodeInstance {
  getDataRefs(): Iterable<ExtensionDataRef>;
  getData<Data>(ref: ExtensionDataRef<Data>): Data | undefined;
}

/** Who decided something about a node: the extension itself, a module that replaced it, or configuration. */
export type AppNodeDecider = 'default' | 'override' | 'config';

/** Something that is wrong with a node. */
export interface AppNodeProblem {
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Why a node is as it is, for devtools and messages. Grows while the app runs. */
export interface AppNodeReport {
  /** The features that gave or replaced the extension, in order: `plugin 'catalog'`, `module for 'catalog'`. */
  readonly providedBy: readonly string[];
  readonly attachedBy: AppNodeDecider;
  /** Who last decided whether it is enabled. */
  readonly enabledBy: AppNodeDecider;
  /** The position of the entry in `app.extensions`, when there is one. */
  readonly configIndex?: number;
  /** The input that leads here when the extension asked for one that was replaced. */
  redirectedFrom?: ExtensionAttachTo;
  /** Why it is not there although it is enabled: `the feature flag 'x' is off`. */
  unmet?: readonly string[];
  /** How long the factory took, in milliseconds. */
  factoryMs?: number;
  /** How long the code of a lazy extension took to load, in milliseconds. */
  loadMs?: number;
  readonly problems: AppNodeProblem[];
}

/** One extension in the tree of the app. */
export interface AppNode {
  readonly spec: AppNodeSpec;
  readonly edges: AppNodeEdges;
  /** Absent while the node is disabled, not attached or failed. */
  readonly instance?: AppNodeInstance;
  readonly report?: AppNodeReport;
}

/** All extensions of an app. */
export interface AppTree {
  readonly root: AppNode;
  /** Every node by id, orphans included. */
  readonly nodes: ReadonlyMap<string, AppNode>;
  /** Nodes whose attach point does not exist. */
  readonly orphans: Iterable<AppNode>;
}

/** Something that is wrong with the app, whichever node it belongs to. */
export interface AppProblem extends AppNodeProblem {
  /** A warning does not keep anything from being shown. */
  readonly severity: 'error' | 'warning';
  readonly extensionId?: string;
  readonly pluginId?: string;
}

/** Gives the extension tree; not before it is complete. */
export interface AppTreeApi {
  getTree(): { tree: AppTree; problems?: readonly AppProblem[] };
  /** The nodes that provide the routes of a path, outermost first. */
  getNodesByRoutePath(routePath: string): { nodes: AppNode[] };
}

/** {@link AppTreeApi}. */
export const appTreeApiRef = createApiRef<AppTreeApi>().with({ id: 'core.app-tree', pluginId: 'app' });
