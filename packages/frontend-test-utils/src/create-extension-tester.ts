import type { JsonObject } from '@portico/config';
import { createExtensionTree } from '@portico/frontend-app-api';
import {
  coreExtensionData,
  resolveExtensionDefinition,
  type AnyExtensionDefinition,
  type AppNode,
  type AppTree,
  type ExtensionDataRef,
} from '@portico/frontend-plugin-api';
import type { JSX } from 'react';
import { toApiHolder, type TestApi } from './mocks/mock-api.ts';

/** What an extension provides. */
export interface ExtensionQuery {
  readonly node: AppNode;
  /** The value of one piece of data; `undefined` when it was not provided. */
  get<Data>(ref: ExtensionDataRef<Data>): Data | undefined;
}

/** The tree below an extension, in a form to compare. */
export interface ExtensionSnapshot {
  id: string;
  outputs?: string[];
  children?: Record<string, ExtensionSnapshot[]>;
}

/** An extension under test, with what is attached to it. */
export interface ExtensionTester {
  /** Adds another extension, which may attach to the first. @throws Error once the tester was asked. */
  add(extension: AnyExtensionDefinition, options?: { config?: JsonObject }): ExtensionTester;
  get<Data>(ref: ExtensionDataRef<Data>): Data | undefined;
  /** One of the extensions. @throws Error when it was not added, or was not made. */
  query(extension: AnyExtensionDefinition): ExtensionQuery;
  /** What the extension draws. @throws Error when it draws nothing. */
  reactElement(): JSX.Element;
  snapshot(): ExtensionSnapshot;
}

/**
 * Makes an extension without an app, to look at what it provides.
 *
 * Whatever asks the tester first makes the extension, and throws an Error that
 * tells everything that is wrong.
 */
export function createExtensionTester(
  subject: AnyExtensionDefinition,
  options: { config?: JsonObject; apis?: readonly TestApi[] } = {},
): ExtensionTester {
  const added = [toEntry(subject, options.config)];
  let tree: AppTree | undefined;
  const getTree = () => (tree ??= makeTree(added, options.apis ?? []));
  const tester: ExtensionTester = {
    add: (extension, given) => {
      if (tree) throw new Error('The extensions have been made. Add others before asking what they provide');
      added.push(toEntry(extension, given?.config));
      return tester;
    },
    get: ref => getTree().root.instance?.getData(ref),
    query: extension => query(getTree(), toEntry(extension).extension.id),
    reactElement: () => {
      const element = getTree().root.instance?.getData(coreExtensionData.reactElement);
      if (!element) throw new Error('The extension draws nothing. Ask with get for what it provides');
      return element;
    },
    snapshot: () => toSnapshot(getTree().root),
  };
  return tester;
}

type Entry = { extension: ReturnType<typeof resolveExtensionDefinition>; config?: JsonObject };

/** Extensions without a name or plugin are called `test`. */
function toEntry(definition: AnyExtensionDefinition, config?: JsonObject): Entry {
  const { name, namespace } = definition as { name?: string; namespace?: string };
  const named = { ...definition, name: name ?? (namespace ? undefined : 'test') } as AnyExtensionDefinition;
  return { extension: resolveExtensionDefinition(named), ...(config && { config }) };
}

function makeTree(added: readonly Entry[], apis: readonly TestApi[]): AppTree {
  const { tree, errors } = createExtensionTree({ extensions: added, apis: toApiHolder(apis) });
  if (errors.length > 0)
    throw new Error(`The extensions could not be made: ${errors.map(({ message }) => message).join('; ')}`);
  return tree;
}

function query(tree: AppTree, id: string): ExtensionQuery {
  const node = tree.nodes.get(id);
  if (!node) throw new Error(`The extension '${id}' was not added to the tester. Add it first`);
  const { instance } = node;
  if (!instance) throw new Error(`The extension '${id}' was not made. Is it attached to the one under test?`);
  return { node, get: ref => instance.getData(ref) };
}

function toSnapshot(node: AppNode): ExtensionSnapshot {
  const outputs = [...(node.instance?.getDataRefs() ?? [])].map(ref => ref.id).sort();
  const children = [...node.edges.attachments].map(
    ([input, nodes]) => [input, nodes.map(toSnapshot)] as const,
  );
  return {
    id: node.spec.id,
    ...(outputs.length > 0 && { outputs }),
    ...(children.length > 0 && { children: Object.fromEntries(children) }),
  };
}
