import { Suspense, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import {
  appLanguageApiRef,
  appThemeApiRef,
  useApi,
  useTranslationRef,
  type AppTheme,
} from '@portico/frontend-plugin-api';
import { ThemeProvider, UiTextProvider } from '@portico/ui';
import { appearanceApiRef } from '../../react/appearance-api.ts';
import { useObservable } from '../../react/use-observable.ts';
import type { Appearance } from '../apis/create-appearance.ts';
import { toUiText, uiTranslationRef } from '../ui-translation.ts';

/** Draws what is in it in the theme, the density and the language of the user. */
export function ThemeFrame({ children }: { children: ReactNode }) {
  const appearance = useApi(appearanceApiRef) as Appearance;
  const { density } = useObservable(
    useMemo(() => appearance.state$(), [appearance]),
    appearance.get(),
  );
  const theme = useActiveTheme();
  useEffect(() => appearance.rememberVariant(theme.variant), [appearance, theme.variant]);
  return (
    <ThemeProvider variant={theme.variant} name={theme.id} density={density}>
      <theme.Provider>
        <Suspense>
          <LanguageFrame>{children}</LanguageFrame>
        </Suspense>
      </theme.Provider>
    </ThemeProvider>
  );
}

function LanguageFrame({ children }: { children: ReactNode }) {
  const languages = useApi(appLanguageApiRef);
  const { language } = useObservable(
    useMemo(() => languages.language$(), [languages]),
    languages.getLanguage(),
  );
  const { t } = useTranslationRef(uiTranslationRef);
  const text = useMemo(() => toUiText(t, language), [t, language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <UiTextProvider text={text}>{children}</UiTextProvider>;
}

/** The chosen theme, or the first of the variant that the system prefers. */
export function useActiveTheme(): AppTheme {
  const themes = useApi(appThemeApiRef);
  const chosen = useObservable(
    useMemo(() => themes.activeThemeId$(), [themes]),
    themes.getActiveThemeId(),
  );
  const prefersDark = useSyncExternalStore(subscribeToPreference, () => preference().matches);
  const installed = themes.getInstalledThemes();
  const theme =
    installed.find(({ id }) => id === chosen) ??
    installed.find(({ variant }) => variant === (prefersDark ? 'dark' : 'light')) ??
    installed[0];
  if (!theme)
    throw new Error("There is no theme. Enable 'theme:app/light' or 'theme:app/dark' in app.extensions");
  return theme;
}

function preference(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}

function subscribeToPreference(onChange: () => void): () => void {
  const query = preference();
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
