import { Button } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import {
  EmptyState,
  ErrorState,
  ForbiddenState,
  Link,
  LoadingState,
  NavTabs,
  NotFoundState,
  Notice,
} from '@portico/ui';
import { IconBox } from '@portico/ui/icons';
import classes from './gallery.module.css';
import { galleryTranslationRef } from './gallery-translation.ts';

const failure = new Error('Request failed with 500 Internal Server Error', {
  cause: Object.assign(new Error('An internal error occurred logId=1f4a7c03'), { name: 'InternalError' }),
});

/** What is shown while there is nothing else to show. */
export function StateExamples() {
  const { t } = useTranslationRef(galleryTranslationRef);
  return (
    <div className={classes['stack']}>
      <NavTabs
        label={t('tabs')}
        tabs={[
          { id: 'here', title: t('overview'), to: '?', isCurrent: true },
          { id: 'there', title: t('definition'), to: '?tab=definition', isCurrent: false },
          {
            id: 'more',
            title: t('operation'),
            isCurrent: false,
            entries: [{ id: 'logs', label: t('logs'), to: '?tab=logs' }],
          },
        ]}
      />
      <Notice level="info" title={t('read')} />
      <Notice level="warning" title={t('warning')}>
        {t('warningHint')}
      </Notice>
      <Notice level="error" title={t('error')} action={<Link to="?tab=why">{t('why')}</Link>} />
      <LoadingState lines={3} />
      <ErrorState
        title={t('failed')}
        error={Object.assign(failure, { statusCode: 500 })}
        onRetry={() => {}}
      />
      <div className={classes['pair']}>
        <EmptyState
          icon={IconBox}
          title={t('empty')}
          text={t('emptyHint')}
          action={<Button>{t('register')}</Button>}
        />
        <NotFoundState matches={[{ title: 'payments', to: '/catalog/default/component/payments' }]} />
        <ForbiddenState permission="catalog.entity.read" />
      </div>
    </div>
  );
}
