import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useUiText } from '../ui-text.tsx';
import classes from './dialog.module.css';

/** The page keeps its scrollbar, and so what sticks to the window: it is the events that do not scroll it. */
const keepScrollbar = { removeScrollBar: false };

/**
 * A dialog above the page. It keeps the focus, gives it back, and closes with
 * Escape, its button, or a click beside it, unless only its content may close it.
 */
export function Dialog({
  title,
  onClose,
  isOpen = true,
  isModal = false,
  size = 'md',
  children,
}: {
  /** Without a title the content has to name the dialog. */
  title?: ReactNode;
  onClose(): void;
  isOpen?: boolean;
  /** Only the content closes the dialog. */
  isModal?: boolean;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  children: ReactNode;
}) {
  const text = useUiText();
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={size}
      closeOnEscape={!isModal}
      closeOnClickOutside={!isModal}
      removeScrollProps={keepScrollbar}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content>
        {title !== undefined && (
          <div className={classes['head']}>
            <Modal.Title>{title}</Modal.Title>
            {!isModal && <Modal.CloseButton aria-label={text.close} />}
          </div>
        )}
        <Modal.Body className={classes['body'] ?? ''}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
