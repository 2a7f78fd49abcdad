import type { AnalyticsApi, AnalyticsImplementation } from '@portico/frontend-plugin-api';

/** Hands every event to every implementation; one that fails does not keep the others from it. */
export function createAnalytics(implementations: readonly AnalyticsImplementation[]): AnalyticsApi {
  return {
    captureEvent(event) {
      for (const implementation of implementations) {
        try {
          implementation.captureEvent(event);
        } catch (error) {
          reportError(error);
        }
      }
    },
  };
}
