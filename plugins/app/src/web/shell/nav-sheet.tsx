import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ActionIcon } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconX } from '@portico/ui/icons';
import { appTranslationRef } from '../app-translation.ts';
import classes from './shell.module.css';

/** The navigation on a phone: a sheet from the left, which closes when it has led somewhere. */
export function NavSheet({
  isOpen,
  onClose,
  children,
}: {
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  const dialog = useRef<HTMLDialogElement>(null);
  const { key } = useLocation();
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    close.current();
  }, [key]);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  if (!isOpen) return null;
  return (
    <dialog
      ref={dialog}
      className={classes['sheet']}
      aria-label={t('nav.label')}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && onClose()}
    >
      <div className={classes['sheetBody']}>
        <ActionIcon className={classes['sheetClose']} aria-label={t('nav.close')} onClick={onClose}>
          <IconX />
        </ActionIcon>
        {children}
      </div>
    </dialog>
  );
}
