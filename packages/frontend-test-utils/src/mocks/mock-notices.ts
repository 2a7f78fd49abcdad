import {
  alertApiRef,
  analyticsApiRef,
  createSubject,
  errorApiRef,
  toastApiRef,
  type AlertApi,
  type AlertMessage,
  type AnalyticsApi,
  type AnalyticsEvent,
  type ErrorApi,
  type ErrorApiError,
  type ErrorApiErrorContext,
  type ToastApi,
  type ToastMessage,
} from '@portico/frontend-plugin-api';
import { createMockApi, type MockApi } from './mock-api.ts';

/** An alert API that remembers. */
export function mockAlertApi(): MockApi<AlertApi & { getAlerts(): AlertMessage[] }> {
  const alerts: AlertMessage[] = [];
  const { observable, next } = createSubject<AlertMessage>();
  return createMockApi(alertApiRef, {
    post: (alert: AlertMessage) => {
      alerts.push(alert);
      next(alert);
    },
    alert$: () => observable,
    getAlerts: () => [...alerts],
  });
}

/** A toast API that remembers what is open. */
export function mockToastApi(): MockApi<ToastApi & { getToasts(): ToastMessage[] }> {
  const toasts = new Set<ToastMessage>();
  return createMockApi(toastApiRef, {
    post: (toast: ToastMessage) => {
      toasts.add(toast);
      return { close: () => void toasts.delete(toast) };
    },
    getToasts: () => [...toasts],
  });
}

/** An analytics API that remembers. */
export function mockAnalyticsApi(): MockApi<AnalyticsApi & { getEvents(): AnalyticsEvent[] }> {
  const events: AnalyticsEvent[] = [];
  return createMockApi(analyticsApiRef, {
    captureEvent: (event: AnalyticsEvent) => void events.push(event),
    getEvents: () => [...events],
  });
}

/** An error as it was posted. */
export interface PostedError {
  error: ErrorApiError;
  context?: ErrorApiErrorContext;
}

/**
 * An error API. Errors that nobody expects fail the test.
 *
 * @param options.collect - Errors are expected: they are remembered and not thrown.
 */
export function mockErrorApi(
  options: { collect?: boolean } = {},
): MockApi<ErrorApi & { getErrors(): PostedError[] }> {
  const errors: PostedError[] = [];
  const { observable, next } = createSubject<PostedError>();
  return createMockApi(errorApiRef, {
    post: (error: ErrorApiError, context?: ErrorApiErrorContext) => {
      if (!options.collect)
        throw new Error(`An error was posted that the test does not expect: '${error.message}'`, {
          cause: error,
        });
      const posted = { error, ...(context && { context }) };
      errors.push(posted);
      next(posted);
    },
    error$: () => observable,
    getErrors: () => [...errors],
  });
}
