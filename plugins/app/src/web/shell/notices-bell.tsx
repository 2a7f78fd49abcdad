import { lazy, Suspense, useMemo, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { IconBell } from '@portico/ui/icons';
import { useObservable } from '../../react/use-observable.ts';
import type { Toasts } from '../apis/create-toasts.ts';
import { appTranslationRef } from '../app-translation.ts';
import classes from './notices-bell.module.css';
import { useFocusAfterwards } from './use-focus-afterwards.ts';

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
