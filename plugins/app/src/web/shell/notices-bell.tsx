import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { IconBell } from '@portico/ui/icons';
import { useObservable } from '../../react/use-observable.ts';
import type { Toasts } from '../apis/create-toasts.ts';
import { appTranslationRef } from '../app-translation.ts';
import classes from './notices-bell.module.css';

const NoticeList = lazy(() => import('./notice-list.tsx'));

/** Opens the messages of this session, and counts those that were not looked at. Nothing where the toast API keeps none. */
export function NoticesBell() {
  const api: object = useApi(toastApiRef);
  return 'history$' in api ? <Bell toasts={api as Toasts} /> : null;
}

function Bell({ toasts }: { toasts: Toasts }) {
  const { t } = useTranslationRef(appTranslationRef);
  const history = useObservable(
    useMemo(() => toasts.history$(), [toasts]),
    [],
  );
  const [seen, setSeen] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const newest = history[0]?.key;
  const lastSeen = history.findIndex(({ key }) => key === seen);
  const count = isOpen ? 0 : lastSeen === -1 ? history.length : lastSeen;
  const bell = useFocusAfterwards(isOpen);
  const toggle = (): void => {
    setSeen(newest);
    setOpen(!isOpen);
  };
  const button = (
    <ActionIcon
      ref={bell}
      className={classes['bell']}
      data-new={count > 0 || undefined}
      aria-label={count > 0 ? t('notices.bellNew', { count }) : t('notices.bell')}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={toggle}
    >
      <IconBell size={18} />
    </ActionIcon>
  );
  if (!isOpen) return button;
  return (
    <Suspense fallback={button}>
      <NoticeList notices={history} target={button} onClose={toggle} />
    </Suspense>
  );
}

/** Gives the focus back that was in the list when it went: the button is another one then. */
function useFocusAfterwards(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return button;
}
