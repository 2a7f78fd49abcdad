import {
  createSubject,
  type Observable,
  type ToastApi,
  type ToastMessage,
} from '@portico/frontend-plugin-api';

/** A message that is on the screen. */
export interface ShownToast extends ToastMessage {
  key: string;
  /** When it was posted. */
  at: Date;
  close(): void;
}

/** The toast API, and what draws it. */
export interface Toasts extends ToastApi {
  toasts$(): Observable<readonly ShownToast[]>;
  /** The messages since the portal was opened, those of the past too; the newest first. */
  history$(): Observable<readonly ShownToast[]>;
}

const mostShown = 5;
const mostKept = 50;

/** Makes the list of short messages, of which the oldest goes when there are more than five, and keeps the latest fifty. */
export function createToasts(): Toasts {
  let shown: readonly ShownToast[] = [];
  let kept: readonly ShownToast[] = [];
  let count = 0;
  const subject = createSubject<readonly ShownToast[]>({ initial: () => shown });
  const history = createSubject<readonly ShownToast[]>({ initial: () => kept });
  const set = (next: readonly ShownToast[]): void => subject.next((shown = next));
  return {
    toasts$: () => subject.observable,
    history$: () => history.observable,
    post(message) {
      const key = String((count += 1));
      const close = () => set(shown.filter(other => other.key !== key));
      const toast: ShownToast = { ...message, key, at: new Date(), close };
      set([...shown, toast].slice(-mostShown));
      history.next((kept = [toast, ...kept].slice(0, mostKept)));
      if (message.timeout !== undefined) setTimeout(close, message.timeout);
      return { close };
    },
  };
}
