import type { ReactNode } from 'react';
import type { Observable } from '../observable.ts';
import { createApiRef } from './api-ref.ts';

/** A message in the older form; prefer {@link ToastMessage}. */
export interface AlertMessage {
  message: string;
  severity?: 'success' | 'info' | 'warning' | 'error';
  display?: 'permanent' | 'transient';
}

/** Shows messages in the older form. */
export interface AlertApi {
  post(alert: AlertMessage): void;
  alert$(): Observable<AlertMessage>;
}

/** {@link AlertApi}. */
export const alertApiRef = createApiRef<AlertApi>().with({ id: 'core.alert', pluginId: 'app' });

/** A short message to the user. */
export interface ToastMessage {
  title: ReactNode;
  description?: ReactNode;
  status?: 'neutral' | 'info' | 'success' | 'warning' | 'danger';
  links?: { label: string; href: string }[];
  /** Milliseconds until it goes by itself; without, it stays. */
  timeout?: number;
}

/** Shows short messages. */
export interface ToastApi {
  post(toast: ToastMessage): { close(): void };
}

/** {@link ToastApi}. */
export const toastApiRef = createApiRef<ToastApi>().with({ id: 'core.toast' });

/** An error as the app shows it. */
export interface ErrorApiError {
  name: string;
  message: string;
  stack?: string;
}

/** How an error is to be treated. */
export interface ErrorApiErrorContext {
  /** Recorded, and not shown. */
  hidden?: boolean;
}

/** Takes errors that nobody on the page can handle. */
export interface ErrorApi {
  post(error: ErrorApiError, context?: ErrorApiErrorContext): void;
  error$(): Observable<{ error: ErrorApiError; context?: ErrorApiErrorContext }>;
}

/** {@link ErrorApi}. */
export const errorApiRef = createApiRef<ErrorApi>().with({ id: 'core.error', pluginId: 'app' });
