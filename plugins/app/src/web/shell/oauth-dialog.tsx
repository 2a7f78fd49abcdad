import { isValidElement } from 'react';
import { Button } from '@mantine/core';
import {
  useTranslationRef,
  type IconComponent,
  type PendingOAuthRequest,
} from '@portico/frontend-plugin-api';
import { Dialog } from '@portico/ui';
import { appTranslationRef } from '../app-translation.ts';
import classes from './notices.module.css';

/** The providers that something on the page wants a session with. */
export default function OAuthDialog({ requests }: { requests: readonly PendingOAuthRequest[] }) {
  const { t } = useTranslationRef(appTranslationRef);
  const rejectAll = () => requests.forEach(request => request.reject());
  return (
    <Dialog title={t('oauth.title')} onClose={rejectAll}>
      <p className={classes['text']}>{t('oauth.text')}</p>
      {requests.map(({ provider, trigger, reject }) => {
        const Icon = provider.icon as IconComponent;
        return (
          <div key={provider.id} className={classes['provider']}>
            {isValidElement(provider.icon) ? provider.icon : provider.icon && <Icon fontSize="inherit" />}
            <div>
              <strong>{provider.title}</strong>
              {provider.message !== undefined && <div>{provider.message}</div>}
            </div>
            <Button onClick={() => void trigger()}>{t('oauth.signIn')}</Button>
            <Button variant="default" onClick={reject}>
              {t('oauth.reject')}
            </Button>
          </div>
        );
      })}
    </Dialog>
  );
}
