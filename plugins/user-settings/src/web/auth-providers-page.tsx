import type { ReactNode } from 'react';
import { configApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, EmptyState } from '@portico/ui';
import { IconKey, IconUser } from '@portico/ui/icons';
import { ProviderLine, ProviderSettingsItem } from '../react/provider-settings-item.tsx';
import { knownProviders } from './known-providers.ts';
import { settingsTranslationRef } from './settings-translation.ts';
import classes from './settings.module.css';

/** The sign-in providers of `auth.providers`, or what an extension shows in place of them. */
export function AuthProvidersPage({ providerSettings }: { providerSettings: ReactNode }) {
  const { t } = useTranslationRef(settingsTranslationRef);
  const ids = useApi(configApiRef).getOptionalConfig('auth.providers')?.keys() ?? [];
  if (!providerSettings && ids.length === 0)
    return <EmptyState icon={IconKey} title={t('noProviders')} text={t('noProvidersHint')} />;
  return (
    <div className={classes['cards']}>
      <Card title={t('providers')}>
        <ul className={classes['providers']}>
          {providerSettings ?? ids.map(id => <Provider key={id} id={id} />)}
        </ul>
      </Card>
    </div>
  );
}

function Provider({ id }: { id: string }) {
  const { t } = useTranslationRef(settingsTranslationRef);
  const known = knownProviders[id];
  if (known)
    return (
      <ProviderSettingsItem
        {...known}
        description={t('providerHint', { title: known.title })}
        icon={<IconKey size={18} />}
      />
    );
  if (id === 'guest')
    return <ProviderLine title={t('guest')} description={t('guestHint')} icon={<IconUser size={18} />} />;
  return <ProviderLine title={id} description={t('unknownProvider', { id })} icon={<IconKey size={18} />} />;
}
