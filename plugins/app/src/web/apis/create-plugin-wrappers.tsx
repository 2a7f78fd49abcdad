import {
  createContext,
  lazy,
  Suspense,
  useContext,
  useMemo,
  type ComponentType,
  type ReactNode,
} from 'react';
import type {
  PluginWrapperApi,
  PluginWrapperDefinition,
  WrapperComponent,
} from '@portico/frontend-plugin-api';

/** A wrapper that an extension brought, and the plugin that it surrounds. */
export interface InstalledWrapper {
  pluginId: string;
  loader(): Promise<PluginWrapperDefinition>;
}

/**
 * Surrounds every extension of a plugin with the wrappers of the plugin. What a
 * wrapper's hook gives is made once, around the whole app, and shared.
 */
export function createPluginWrappers(wrappers: readonly InstalledWrapper[]): PluginWrapperApi {
  const parts = wrappers.map(({ pluginId, loader }) => ({ pluginId, ...createParts(loader) }));
  const byPlugin = new Map<string, WrapperComponent>();
  for (const pluginId of new Set(parts.map(part => part.pluginId))) {
    const own = parts.filter(part => part.pluginId === pluginId).map(part => part.Wrapper);
    byPlugin.set(pluginId, nest(own));
  }
  const Root = nest(parts.map(part => part.Root));
  return {
    getRootWrapper: () => Root,
    getPluginWrapper: pluginId => byPlugin.get(pluginId),
  };
}

function createParts(load: () => Promise<PluginWrapperDefinition>): {
  Root: WrapperComponent;
  Wrapper: WrapperComponent;
} {
  const ValueContext = createContext<{ value: unknown } | undefined>(undefined);
  let loaded: Promise<PluginWrapperDefinition> | undefined;
  const definition = () => (loaded ??= load());
  const Provider = lazy(async () => {
    const { useWrapperValue } = await definition();
    return {
      default: ({ children }: { children: ReactNode }) => {
        const value = useWrapperValue?.();
        const shared = useMemo(() => ({ value }), [value]);
        return <ValueContext value={shared}>{children}</ValueContext>;
      },
    };
  });
  const Inner = lazy(async () => {
    const { component: Component } = await definition();
    return {
      default: ({ children }: { children: ReactNode }) => (
        <Component value={useContext(ValueContext)?.value}>{children}</Component>
      ),
    };
  });
  return {
    Root: ({ children }) => (
      <Suspense>
        <Provider>{children}</Provider>
      </Suspense>
    ),
    Wrapper: Inner,
  };
}

function nest(components: readonly ComponentType<{ children: ReactNode }>[]): WrapperComponent {
  return ({ children }) =>
    components.reduceRight<ReactNode>((inner, Outer) => <Outer>{inner}</Outer>, children);
}
