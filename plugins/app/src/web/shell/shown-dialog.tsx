import { Dialog } from '@portico/ui';
import type { OpenDialog } from '../apis/create-dialogs.ts';

/** One dialog of the dialog API, in the frame that was asked for. */
export default function ShownDialog({ dialog }: { dialog: OpenDialog }) {
  const { content: Content, handle, frame } = dialog;
  const inner = typeof Content === 'function' ? <Content dialog={handle} /> : Content;
  if (frame === 'none') return inner;
  return (
    <Dialog isModal={frame === 'modal'} onClose={() => handle.close()}>
      {inner}
    </Dialog>
  );
}
