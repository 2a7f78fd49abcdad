import { useEffect, useMemo, useRef, type JSX, type ReactNode } from 'react';
import { sharedContext, toVersioned, useSharedContext } from './shared-context.ts';

/** One step on the way to the present page. */
export interface BreadcrumbEntryData {
  href: string;
  label: string;
  /** How many entries are around it. */
  depth: number;
}

/** Keeps the breadcrumbs of the app, outermost first. */
export interface BreadcrumbRegistry {
  breadcrumbs: { items: BreadcrumbEntryData[] };
  register(entry: BreadcrumbEntryData): {
    update(label: string, href: string): void;
    unregister(): void;
  };
}

const registryName = 'breadcrumbs-context';
const depthName = 'breadcrumbs-depth';

/** Makes a registry available to what it draws; the app's layout has one. */
export function BreadcrumbRegistryProvider(props: {
  registry: BreadcrumbRegistry;
  children: ReactNode;
}): JSX.Element {
  const { registry } = props;
  const value = useMemo(() => toVersioned(registry), [registry]);
  const { Provider } = sharedContext<BreadcrumbRegistry>(registryName);
  return <Provider value={value}>{props.children}</Provider>;
}

/** The breadcrumbs of the present page. */
export function useBreadcrumbEntries(): { items: BreadcrumbEntryData[] } {
  return useSharedContext<BreadcrumbRegistry>(registryName)?.breadcrumbs ?? { items: [] };
}

/** Adds a breadcrumb while it is drawn; entries within it come after. */
export function BreadcrumbEntry(props: {
  entry: Omit<BreadcrumbEntryData, 'depth'>;
  children: ReactNode;
}): JSX.Element {
  const { label, href } = props.entry;
  const register = useSharedContext<BreadcrumbRegistry>(registryName)?.register;
  const depth = useSharedContext<number>(depthName) ?? 0;
  const registration = useRef<ReturnType<BreadcrumbRegistry['register']> | undefined>(undefined);
  const latest = useRef({ label, href });
  useEffect(() => {
    latest.current = { label, href };
    registration.current?.update(label, href);
  }, [label, href]);
  useEffect(() => {
    const current = register?.({ ...latest.current, depth });
    registration.current = current;
    return () => current?.unregister();
  }, [register, depth]);
  const value = useMemo(() => toVersioned(depth + 1), [depth]);
  const { Provider } = sharedContext<number>(depthName);
  return <Provider value={value}>{props.children}</Provider>;
}
