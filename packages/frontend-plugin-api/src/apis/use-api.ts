import { NotImplementedError } from '@portico/errors';
import { createElement, useMemo, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { sharedContext, toVersioned, useSharedContext } from '../components/shared-context.ts';
import type { ApiRefsOf } from './api-factory.ts';
import type { ApiHolder, ApiRef } from './api-ref.ts';

const contextName = 'api-context';
const noApis: ApiHolder = { get: () => undefined };

/** Makes utility APIs available to what it draws. */
export function ApiProvider(props: { apis: ApiHolder; children?: ReactNode }): ReactElement {
  const value = useMemo(() => toVersioned(props.apis), [props.apis]);
  return createElement(sharedContext<ApiHolder>(contextName).Provider, { value }, props.children);
}

/** All utility APIs of the app; none outside of one. */
export function useApiHolder(): ApiHolder {
  return useSharedContext<ApiHolder>(contextName) ?? noApis;
}

/**
 * A utility API.
 *
 * @throws NotImplementedError when no extension of the app provides it.
 */
export function useApi<Api>(ref: ApiRef<Api>): Api {
  return requireApi(useApiHolder(), ref);
}

/** A utility API, or `undefined` when no extension of the app provides it. */
export function useOptionalApi<Api>(ref: ApiRef<Api>): Api | undefined {
  return useApiHolder().get(ref);
}

/** Gives utility APIs to a component as properties, for components that cannot use hooks. */
export function withApis<Apis extends object>(refs: ApiRefsOf<Apis>) {
  return <Props extends Apis>(Component: ComponentType<Props>): ComponentType<Omit<Props, keyof Apis>> => {
    const WithApis = (props: Omit<Props, keyof Apis>) => {
      const holder = useApiHolder();
      const apis = Object.entries<ApiRef>(refs).map(([name, ref]) => [name, requireApi(holder, ref)]);
      // What was left out of the properties is added here.
      return createElement(Component, { ...props, ...Object.fromEntries(apis) } as Props);
    };
    WithApis.displayName = `withApis(${Component.displayName ?? (Component.name || 'Component')})`;
    return WithApis;
  };
}

function requireApi<Api>(holder: ApiHolder, ref: ApiRef<Api>): Api {
  const api = holder.get(ref);
  if (api === undefined)
    throw new NotImplementedError(
      `No extension of the app provides the API '${ref.id}'. Install the plugin that does, or add an ApiBlueprint extension for it`,
    );
  return api;
}
