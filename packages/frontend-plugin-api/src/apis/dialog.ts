import type { JSX } from 'react';
import { createApiRef } from './api-ref.ts';

/** An open dialog. */
export interface DialogHandle<Result = void> {
  close(...args: undefined extends Result ? [result?: Result] : [result: Result]): void;
  /** Shows something else in the same dialog. */
  update(content: DialogContent<Result>): void;
  /** What the dialog was closed with. */
  result(): Promise<Result>;
}

/** What a dialog shows: an element, or a component that is given the dialog. */
export type DialogContent<Result> = JSX.Element | ((props: { dialog: DialogHandle<Result> }) => JSX.Element);

/** Opens dialogs from anywhere. */
export interface DialogApi {
  /** A dialog whose frame the content brings itself. */
  open<Result = void>(content: DialogContent<Result>): DialogHandle<Result>;
  /** A dialog that the user may dismiss, which results in `undefined`. */
  show<Result = void>(content: DialogContent<Result | undefined>): DialogHandle<Result | undefined>;
  /** A dialog that only its content closes. */
  showModal<Result = void>(content: DialogContent<Result>): DialogHandle<Result>;
}

/** {@link DialogApi}. */
export const dialogApiRef = createApiRef<DialogApi>().with({ id: 'core.dialog', pluginId: 'app' });
