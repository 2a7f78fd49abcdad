import { isValidElement, useSyncExternalStore, type ComponentType, type JSX } from 'react';
import type { AppNode } from '../apis/app-tree.ts';

/** What a loader gives: an element, or a module whose default export is a component. */
export type LoadedContent = JSX.Element | { default: ComponentType };

/** Loads the content of an extension: `() => import('./my-page.tsx')`. */
export type ContentLoader = () => Promise<LoadedContent>;

/** How far a component is that is loaded on demand. */
export type LazyState<Props extends object> =
  | { name: 'waiting' }
  | { name: 'loaded'; component: ComponentType<Props> }
  | { name: 'failed'; error: unknown };

/** A component that is loaded when it is first drawn, and again after `reset`. */
export interface LazyContent<Props extends object> {
  /** The present state, and a new one when it changes; begins to load. A hook. */
  useState(): LazyState<Props>;
  /** Begins to load, unless that was done before. What fails is told when it is drawn. */
  load(): void;
  /** Forgets a failed load. */
  reset(): void;
}

/**
 * Loads a component on demand. How long it took is noted in the report of the
 * node. It does not suspend: React holds back what was suspended for 300 ms
 * after any other part of the page began to wait.
 */
export function createLazyContent<Props extends object>(
  node: AppNode,
  loader: () => Promise<ComponentType<Props>>,
): LazyContent<Props> {
  const listeners = new Set<() => void>();
  let state: LazyState<Props> = { name: 'waiting' };
  let isBegun = false;
  const enter = (next: LazyState<Props>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const run = async (): Promise<void> => {
    const start = performance.now();
    try {
      const component = await loader();
      if (node.report) node.report.loadMs = performance.now() - start;
      enter({ name: 'loaded', component });
    } catch (error) {
      enter({ name: 'failed', error });
    }
  };
  const load = (): void => {
    if (isBegun) return;
    isBegun = true;
    void run();
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    useState: () => {
      load();
      return useSyncExternalStore(subscribe, () => state);
    },
    load,
    reset: () => {
      if (state.name !== 'failed') return;
      isBegun = false;
      enter({ name: 'waiting' });
    },
  };
}

/** Makes a component of what a loader gave. @throws TypeError for anything else. */
export function toComponent(content: unknown): ComponentType {
  if (isValidElement(content)) return () => content;
  const exported = isModule(content) ? content.default : undefined;
  // Lazy and memoised components are objects with a marker of React.
  if (typeof exported === 'function' || (typeof exported === 'object' && exported !== null))
    return exported as ComponentType;
  throw new TypeError(
    'The loader gave neither an element nor a module with a component as its default export',
  );
}

function isModule(content: unknown): content is { default?: unknown } {
  return typeof content === 'object' && content !== null && 'default' in content;
}
