import {
  createSubject,
  type Observable,
  type ToastApi,
  type ToastMessage,
} from '@portico/frontend-plugin-api';

/** A message that is on the screen. */
export interface ShownToast extends ToastMessage {
  key: string;
  close(): void;
}

/** The toast API, and what draws it. */
export interface Toasts extends ToastApi {
  toasts$(): Observable<readonly ShownToast[]>;
}

const most = 5;

/** Makes the list of short messages, of which the oldest goes when there are more than five. */
export function createToasts(): Toasts {
  let shown: readonly ShownToast[] = [];
  let count = 0;
  const subject = createSubject<readonly ShownToast[]>({ initial: () => shown });
  const set = (next: readonly ShownToast[]): void => subject.next((shown = next));
  return {
    toasts$: () => subject.observable,
    post(toast) {
      const key = String((count += 1));
      const close = () => set(shown.filter(other => other.key !== key));
      set([...shown, { ...toast, key, close }].slice(-most));
      if (toast.timeout !== undefined) setTimeout(close, toast.timeout);
      return { close };
    },
  };
}
