import {
  createSubject,
  type DialogApi,
  type DialogContent,
  type DialogHandle,
  type Observable,
} from '@portico/frontend-plugin-api';

/** A dialog that is open. */
export interface OpenDialog {
  key: string;
  content: DialogContent<unknown>;
  handle: DialogHandle<unknown>;
  /** How the frame behaves: none, one that the user may dismiss, or one that only the content closes. */
  frame: 'none' | 'dismissable' | 'modal';
}

/** The dialog API, and what draws it. */
export interface Dialogs extends DialogApi {
  dialogs$(): Observable<readonly OpenDialog[]>;
}

/** Makes the stack of open dialogs. */
export function createDialogs(): Dialogs {
  let open: readonly OpenDialog[] = [];
  let count = 0;
  const subject = createSubject<readonly OpenDialog[]>({ initial: () => open });
  const set = (next: readonly OpenDialog[]): void => subject.next((open = next));

  function show<Result>(content: DialogContent<Result>, frame: OpenDialog['frame']): DialogHandle<Result> {
    const key = String((count += 1));
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const handle: DialogHandle<unknown> = {
      close(result?: unknown) {
        set(open.filter(dialog => dialog.key !== key));
        resolve(result);
      },
      update: next => set(open.map(dialog => (dialog.key === key ? { ...dialog, content: next } : dialog))),
      result: () => promise,
    };
    // The content closes its dialog with what its own type says.
    set([...open, { key, handle, frame, content: content as DialogContent<unknown> }]);
    return handle as unknown as DialogHandle<Result>;
  }

  return {
    dialogs$: () => subject.observable,
    open: content => show(content, 'none'),
    show: content => show(content, 'dismissable'),
    showModal: content => show(content, 'modal'),
  };
}
