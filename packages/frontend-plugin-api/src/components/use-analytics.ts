import { useMemo } from 'react';
import {
  analyticsApiRef,
  type AnalyticsApi,
  type AnalyticsContextValue,
  type AnalyticsEvent,
  type AnalyticsTracker,
} from '../apis/analytics.ts';
import { useOptionalApi } from '../apis/use-api.ts';
import { useAnalyticsContext } from './analytics-context.tsx';

/** The event with which a page tells that it is drawn; it is not passed on. */
export const pageRenderedEvent = '_ROUTABLE-EXTENSION-RENDERED';

/** Navigations that wait for the page which they lead to, and so for whose page it is. */
const waiting = new WeakMap<AnalyticsApi, AnalyticsEvent>();

/** Captures events of the place where the component is; does nothing without an analytics API. */
export function useAnalytics(): AnalyticsTracker {
  const api = useOptionalApi(analyticsApiRef);
  const context = useAnalyticsContext();
  return useMemo(
    () => (api ? createTracker(api, context) : { captureEvent: () => undefined }),
    [api, context],
  );
}

/**
 * Captures events with a context. A `navigate` of the app itself is passed on
 * with the context of the page that it leads to, once that is drawn, or before
 * the next event.
 */
export function createTracker(api: AnalyticsApi, context: AnalyticsContextValue): AnalyticsTracker {
  return {
    captureEvent(action, subject, options) {
      if (action === pageRenderedEvent) {
        release(api, { ...context, extensionId: 'App' });
        return;
      }
      release(api);
      const event = { action, subject, ...options, context };
      const ofTheApp = context.pluginId === 'app' || context.pluginId === 'root';
      if (action === 'navigate' && ofTheApp) waiting.set(api, event);
      else api.captureEvent(event);
    },
  };
}

function release(api: AnalyticsApi, context?: AnalyticsContextValue): void {
  const event = waiting.get(api);
  if (!event) return;
  waiting.delete(api);
  api.captureEvent(context ? { ...event, context } : event);
}
