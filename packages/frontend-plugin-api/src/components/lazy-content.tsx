import { isValidElement, lazy, type ComponentType, type JSX, type LazyExoticComponent } from 'react';
import type { AppNode } from '../apis/app-tree.ts';

/** What a loader gives: an element, or a module whose default export is a component. */
export type LoadedContent = JSX.Element | { default: ComponentType };

/** Loads the content of an extension: `() => import('./my-page.tsx')`. */
export type ContentLoader = () => Promise<LoadedContent>;

/** A component that is loaded when it is first drawn, and again after `reset`. */
export interface LazyContent<Props extends object> {
  current(): LazyExoticComponent<ComponentType<Props>>;
  /** Forgets a failed load. */
  reset(): void;
}

/**
 * Loads a component on demand. React keeps a failed load for good; this one can
 * be reset. How long it took is noted in the report of the node.
 */
export function createLazyContent<Props extends object>(
  node: AppNode,
  loader: () => Promise<ComponentType<Props>>,
): LazyContent<Props> {
  const load = async () => {
    const start = performance.now();
    const component = await loader();
    if (node.report) node.report.loadMs = performance.now() - start;
    return { default: component };
  };
  let component = lazy(load);
  return {
    current: () => component,
    reset: () => {
      component = lazy(load);
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
