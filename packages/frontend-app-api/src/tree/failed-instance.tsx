import {
  coreExtensionData,
  ExtensionBoundary,
  type AppNodeInstance,
  type ExtensionDataRef,
  type ExtensionDataValue,
} from '@portico/frontend-plugin-api';
import type { MutableNode } from './build-tree.ts';

/** A node whose factory did not come to its end. */
export interface FailedNode {
  node: MutableNode;
  output: readonly ExtensionDataRef[];
  /** What it returned before. */
  values: ReadonlyMap<string, ExtensionDataValue>;
  error: Error;
}

/**
 * Draws the error of a node where the node would be: what it provided so far,
 * with the error in place of its element. `undefined` for nodes that draw
 * nothing, or that lack other data which their parents need.
 */
export function createFailedInstance(failed: FailedNode): AppNodeInstance | undefined {
  const { node, output, values, error } = failed;
  const elementId = coreExtensionData.reactElement.id;
  if (!output.some(ref => ref.id === elementId)) return undefined;
  const isProvided = (ref: ExtensionDataRef) => values.get(ref.id)?.value !== undefined;
  const others = output.filter(ref => ref.id !== elementId);
  if (others.some(ref => !ref.config.optional && !isProvided(ref))) return undefined;
  const Failure = () => {
    throw error;
  };
  const element = (
    <ExtensionBoundary node={node}>
      <Failure />
    </ExtensionBoundary>
  );
  return {
    getDataRefs: () => output.filter(ref => ref.id === elementId || isProvided(ref)),
    // The type of the data is that of its ref.
    getData: ref => (ref.id === elementId ? element : values.get(ref.id)?.value) as never,
  };
}
