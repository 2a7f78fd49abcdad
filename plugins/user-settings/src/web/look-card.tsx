import { useId, useMemo, type ReactNode } from 'react';
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { appLanguageApiRef, appThemeApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { appearanceApiRef, useObservable } from '@portico/plugin-app/react';
import { Card } from '@portico/ui';
import { settingsTranslationRef } from './settings-translation.ts';
import classes from './settings.module.css';

const system = 'system';

/** Theme, density, navigation and language. */
export function LookCard() {
  const { t } = useTranslationRef(settingsTranslationRef);
  const appearance = useApi(appearanceApiRef);
  const { density, nav } = useObservable(
    useMemo(() => appearance.state$(), [appearance]),
    appearance.get(),
  );
  return (
    <Card title={t('look')}>
      <div className={classes['rows']}>
        <ThemeRow />
        <Row label={t('density')} hint={t('densityHint')}>
          {id => (
            <SegmentedControl
              aria-labelledby={id}
              value={density}
              onChange={value => appearance.set({ density: value === 'compact' ? 'compact' : 'comfortable' })}
              data={[
                { value: 'comfortable', label: t('comfortable') },
                { value: 'compact', label: t('compact') },
              ]}
            />
          )}
        </Row>
        <Row label={t('nav')}>
          {id => (
            <SegmentedControl
              aria-labelledby={id}
              value={nav}
              onChange={value => appearance.set({ nav: value === 'open' ? 'open' : 'collapsed' })}
              data={[
                { value: 'open', label: t('navOpen') },
                { value: 'collapsed', label: t('navCollapsed') },
              ]}
            />
          )}
        </Row>
        <LanguageRow />
      </div>
    </Card>
  );
}

function ThemeRow() {
  const { t } = useTranslationRef(settingsTranslationRef);
  const themes = useApi(appThemeApiRef);
  const active = useObservable(
    useMemo(() => themes.activeThemeId$(), [themes]),
    themes.getActiveThemeId(),
  );
  const own: Record<string, string> = { light: t('light'), dark: t('dark') };
  return (
    <Row label={t('theme')}>
      {id => (
        <SegmentedControl
          aria-labelledby={id}
          value={active ?? system}
          onChange={value => themes.setActiveThemeId(value === system ? undefined : value)}
          data={[
            ...themes
              .getInstalledThemes()
              .map(theme => ({ value: theme.id, label: own[theme.id] ?? theme.title })),
            { value: system, label: t('system') },
          ]}
        />
      )}
    </Row>
  );
}

function LanguageRow() {
  const { t } = useTranslationRef(settingsTranslationRef);
  const api = useApi(appLanguageApiRef);
  const { language } = useObservable(
    useMemo(() => api.language$(), [api]),
    api.getLanguage(),
  );
  const { languages } = api.getAvailableLanguages();
  if (languages.length < 2) return null;
  return (
    <Row label={t('language')}>
      {id => (
        <NativeSelect
          aria-labelledby={id}
          value={language}
          onChange={event => api.setLanguage(event.currentTarget.value)}
          data={languages.map(value => ({ value, label: nameOf(value) }))}
        />
      )}
    </Row>
  );
}

/** The name of a language in that language. */
function nameOf(language: string): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

function Row({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children(labelId: string): ReactNode;
}) {
  const id = useId();
  return (
    <div className={classes['row']}>
      <div>
        <div id={id}>{label}</div>
        {hint !== undefined && <div className={classes['hint']}>{hint}</div>}
      </div>
      {children(id)}
    </div>
  );
}
