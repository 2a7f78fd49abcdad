import { useMemo, type JSX, type ReactNode } from 'react';
import type { AppNode } from '../apis/app-tree.ts';
import { sharedContext, toVersioned, useSharedContext } from './shared-context.ts';

const contextName = 'app-node-context';

/** Tells what it draws which extension it belongs to. */
export function AppNodeProvider(props: { node: AppNode; children: ReactNode }): JSX.Element {
  const { node } = props;
  const value = useMemo(() => toVersioned({ node }), [node]);
  const { Provider } = sharedContext<{ node: AppNode }>(contextName);
  return <Provider value={value}>{props.children}</Provider>;
}

/** The extension that a component belongs to; `undefined` outside of one. */
export function useAppNode(): AppNode | undefined {
  return useSharedContext<{ node: AppNode }>(contextName)?.node;
}
