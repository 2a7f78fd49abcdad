import {
  createSubject,
  type AlertApi,
  type AlertMessage,
  type ErrorApi,
  type ErrorApiError,
  type ErrorApiErrorContext,
  type ToastApi,
  type ToastMessage,
} from '@portico/frontend-plugin-api';

const statuses = { success: 'success', info: 'info', warning: 'warning', error: 'danger' } as const;

/** Shows messages of the older form as toasts: for five seconds when they are transient. */
export function createAlerts(toasts: ToastApi): AlertApi {
  const subject = createSubject<AlertMessage>();
  return {
    alert$: () => subject.observable,
    post(alert) {
      const toast: ToastMessage = {
        title: alert.message,
        status: alert.severity ? statuses[alert.severity] : 'success',
        ...(alert.display === 'transient' && { timeout: 5000 }),
      };
      subject.next(alert);
      toasts.post(toast);
    },
  };
}

/** Shows errors that nobody handles as toasts, unless they are hidden, and writes them to the console. */
export function createErrors(toasts: ToastApi): ErrorApi {
  const subject = createSubject<{ error: ErrorApiError; context?: ErrorApiErrorContext }>();
  return {
    error$: () => subject.observable,
    post(error, context) {
      subject.next({ error, ...(context && { context }) });
      reportError(error);
      if (!context?.hidden) toasts.post({ title: error.message, status: 'danger' });
    },
  };
}
