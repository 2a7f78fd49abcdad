import { createApiRef } from './api-ref.ts';

/** Where an event happened. */
export interface AnalyticsContextValue {
  pluginId: string;
  extensionId: string;
  [attribute: string]: string | boolean | number | undefined;
}

/** Details of an event. */
export type AnalyticsEventAttributes = Record<string, string | boolean | number>;

/** Something that a user did: `navigate`, `click`, `create`, `search`, `discover`, `not-found`, … */
export interface AnalyticsEvent {
  action: string;
  /** What it was done to: a path, a name. */
  subject: string;
  value?: number;
  attributes?: AnalyticsEventAttributes;
  context: AnalyticsContextValue;
}

/** Captures events of one place in the app. */
export interface AnalyticsTracker {
  captureEvent(
    action: string,
    subject: string,
    options?: { value?: number; attributes?: AnalyticsEventAttributes },
  ): void;
}

/** Receives all events of the app. */
export interface AnalyticsApi {
  captureEvent(event: AnalyticsEvent): void;
}

/** One receiver of events, as an extension provides it. */
export type AnalyticsImplementation = AnalyticsApi;

/** {@link AnalyticsApi}. */
export const analyticsApiRef = createApiRef<AnalyticsApi>().with({ id: 'core.analytics', pluginId: 'app' });
