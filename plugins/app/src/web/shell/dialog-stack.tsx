import { useMemo, type JSX } from 'react';
import { Modal } from '@mantine/core';
import { dialogApiRef, useApi } from '@portico/frontend-plugin-api';
import { useObservable } from '../../react/use-observable.ts';
import type { Dialogs, OpenDialog } from '../apis/create-dialogs.ts';

/** The dialogs that were opened through the dialog API, the latest on top. */
export function DialogStack() {
  const api = useApi(dialogApiRef) as Dialogs;
  const open = useObservable(
    useMemo(() => api.dialogs$(), [api]),
    [],
  );
  return (
    <>
      {open.map(dialog => (
        <ShownDialog key={dialog.key} dialog={dialog} />
      ))}
    </>
  );
}

function ShownDialog({ dialog }: { dialog: OpenDialog }): JSX.Element {
  const { content: Content, handle, frame } = dialog;
  const inner = typeof Content === 'function' ? <Content dialog={handle} /> : Content;
  if (frame === 'none') return inner;
  const isDismissable = frame === 'dismissable';
  return (
    <Modal
      opened
      onClose={() => handle.close()}
      withCloseButton={isDismissable}
      closeOnEscape={isDismissable}
      closeOnClickOutside={isDismissable}
    >
      {inner}
    </Modal>
  );
}
