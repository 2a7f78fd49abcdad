import { useMemo } from 'react';
import { ActionIcon } from '@mantine/core';
import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Link } from '@portico/ui';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconInfoCircle,
  IconX,
  type Icon,
} from '@portico/ui/icons';
import { useObservable } from '../../react/use-observable.ts';
import type { ShownToast, Toasts } from '../apis/create-toasts.ts';
import { appTranslationRef } from '../app-translation.ts';
import classes from './notices.module.css';

const icons: Record<NonNullable<ShownToast['status']>, Icon> = {
  neutral: IconInfoCircle,
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconCircleX,
};

/** The short messages to the user, at the lower right; new ones are read out. */
export function ToastList() {
  const { t } = useTranslationRef(appTranslationRef);
  const api = useApi(toastApiRef);
  const shown = useObservable(
    useMemo(() => toastsOf(api), [api]),
    [],
  );
  return (
    <section aria-label={t('notices.label')} aria-live="polite" className={classes['toasts']}>
      {shown.map(toast => {
        const Shown = icons[toast.status ?? 'neutral'];
        return (
          <div key={toast.key} className={classes['toast']} data-status={toast.status}>
            <Shown size={18} />
            <div className={classes['toastBody']}>
              <strong>{toast.title}</strong>
              {toast.description !== undefined && <div>{toast.description}</div>}
              {toast.links?.map(({ label, href }) => (
                <Link key={href} to={href}>
                  {label}
                </Link>
              ))}
            </div>
            <ActionIcon size="sm" aria-label={t('notices.close')} onClick={() => toast.close()}>
              <IconX size={14} />
            </ActionIcon>
          </div>
        );
      })}
    </section>
  );
}

/** A toast API that an extension brought may draw its toasts itself. */
function toastsOf(api: object): ReturnType<Toasts['toasts$']> {
  if ('toasts$' in api) return (api as Toasts).toasts$();
  return { subscribe: () => ({ unsubscribe: () => {}, closed: true }) };
}
