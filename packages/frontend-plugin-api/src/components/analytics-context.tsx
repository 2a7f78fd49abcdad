import { useMemo, type JSX, type ReactNode } from 'react';
import type { AnalyticsContextValue } from '../apis/analytics.ts';
import { sharedContext, toVersioned, useSharedContext } from './shared-context.ts';

const contextName = 'analytics-context';
const appContext: AnalyticsContextValue = { pluginId: 'app', extensionId: 'app' };

/** Adds attributes to all events that are captured in what it draws. */
export function AnalyticsContext(props: {
  attributes: Partial<AnalyticsContextValue>;
  children: ReactNode;
}): JSX.Element {
  const parent = useAnalyticsContext();
  const { attributes } = props;
  const value = useMemo(() => toVersioned({ ...parent, ...attributes }), [parent, attributes]);
  const { Provider } = sharedContext<AnalyticsContextValue>(contextName);
  return <Provider value={value}>{props.children}</Provider>;
}

/** The attributes of the place where a component is. */
export function useAnalyticsContext(): AnalyticsContextValue {
  return useSharedContext<AnalyticsContextValue>(contextName) ?? appContext;
}
