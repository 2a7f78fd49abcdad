import type { ReactElement } from 'react';
import { Popover } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, RelativeTime, StatusDot, type StatusLevel } from '@portico/ui';
import type { ShownToast } from '../apis/create-toasts.ts';
import { appTranslationRef } from '../app-translation.ts';
import classes from './notices-bell.module.css';

const levels: Record<NonNullable<ShownToast['status']>, StatusLevel> = {
  neutral: 'unknown',
  info: 'info',
  success: 'ok',
  warning: 'warning',
  danger: 'error',
};

/** The messages of the session below the button that opened them. */
export default function NoticeList({
  notices,
  target,
  onClose,
}: {
  notices: readonly ShownToast[];
  target: ReactElement;
  onClose(): void;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <Popover
      opened
      onChange={isOpen => !isOpen && onClose()}
      position="bottom-end"
      width={340}
      trapFocus
      returnFocus
    >
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown aria-label={t('notices.bell')}>
        {notices.length === 0 ? (
          <p className={classes['none']}>{t('notices.none')}</p>
        ) : (
          // Whoever scrolls with the keyboard has to be able to reach it.
          <ul className={classes['list']} tabIndex={0} aria-label={t('notices.bell')}>
            {notices.map(notice => (
              <li key={notice.key} className={classes['notice']}>
                <StatusDot level={levels[notice.status ?? 'neutral']}>
                  <strong>{notice.title}</strong>
                </StatusDot>
                {notice.description !== undefined && <div>{notice.description}</div>}
                {notice.links?.map(({ label, href }) => (
                  <div key={href}>
                    <Link to={href}>{label}</Link>
                  </div>
                ))}
                <div className={classes['when']}>
                  <RelativeTime date={notice.at} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
