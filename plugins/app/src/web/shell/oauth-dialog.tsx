import { isValidElement, useMemo } from 'react';
import { Button, Modal } from '@mantine/core';
import {
  oauthRequestApiRef,
  useApi,
  useTranslationRef,
  type IconComponent,
} from '@portico/frontend-plugin-api';
import { useObservable } from '../../react/use-observable.ts';
import { appTranslationRef } from '../app-translation.ts';
import classes from './notices.module.css';

/** Asks the user to sign in where a part of the page needs it. */
export function OAuthDialog() {
  const { t } = useTranslationRef(appTranslationRef);
  const api = useApi(oauthRequestApiRef);
  const requests = useObservable(
    useMemo(() => api.authRequest$(), [api]),
    [],
  );
  return (
    <Modal
      opened={requests.length > 0}
      onClose={() => requests.forEach(request => request.reject())}
      title={t('oauth.title')}
      closeButtonProps={{ 'aria-label': t('oauth.reject') }}
    >
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
    </Modal>
  );
}
