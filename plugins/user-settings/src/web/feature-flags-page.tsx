import { useState } from 'react';
import { Button, Switch } from '@mantine/core';
import {
  FeatureFlagState,
  featureFlagsApiRef,
  useApi,
  useTranslationRef,
} from '@portico/frontend-plugin-api';
import { Card, EmptyState, SearchField } from '@portico/ui';
import { IconFlag } from '@portico/ui/icons';
import { settingsTranslationRef } from './settings-translation.ts';
import classes from './settings.module.css';

/** The flags of all plugins, to be switched. */
export default function FeatureFlagsPage() {
  const { t } = useTranslationRef(settingsTranslationRef);
  const api = useApi(featureFlagsApiRef);
  const flags = api.getRegisteredFlags();
  const [active, setActive] = useState(
    () => new Set(flags.filter(({ name }) => api.isActive(name)).map(({ name }) => name)),
  );
  const [hasChanged, setChanged] = useState(false);
  const [search, setSearch] = useState('');
  if (flags.length === 0) {
    return <EmptyState icon={IconFlag} title={t('noFlags')} text={t('noFlagsHint')} />;
  }
  const toggle = (name: string): void => {
    const next = new Set(active);
    if (!next.delete(name)) next.add(name);
    setActive(next);
    setChanged(true);
    const state = next.has(name) ? FeatureFlagState.Active : FeatureFlagState.None;
    api.save({ states: { [name]: state }, merge: true });
  };
  const found = flags.filter(({ name, description = '' }) => `${name} ${description}`.includes(search));
  return (
    <Card
      title={t('flags')}
      actions={hasChanged && <Button onClick={() => window.location.reload()}>{t('reload')}</Button>}
    >
      <p className={classes['hint']}>{t('flagsHint')}</p>
      {flags.length > 8 && <SearchField label={t('findFlag')} value={search} onChange={setSearch} />}
      <div className={classes['rows']}>
        {found.map(flag => (
          <Switch
            key={flag.name}
            checked={active.has(flag.name)}
            onChange={() => toggle(flag.name)}
            label={<code>{flag.name}</code>}
            description={flag.description ?? flag.pluginId}
          />
        ))}
      </div>
    </Card>
  );
}
