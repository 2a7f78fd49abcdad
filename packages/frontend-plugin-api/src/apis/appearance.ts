import type { JSX, ReactElement, ReactNode } from 'react';
import type { Observable } from '../observable.ts';
import { createApiRef } from './api-ref.ts';

/** A look of the whole app. */
export interface AppTheme {
  id: string;
  title: string;
  variant: 'light' | 'dark';
  icon?: ReactElement;
  /** Draws its children in the theme. */
  Provider(props: { children: ReactNode }): JSX.Element | null;
}

/** Themes, and which one the user chose. Without a choice the system's preference counts. */
export interface AppThemeApi {
  getInstalledThemes(): AppTheme[];
  activeThemeId$(): Observable<string | undefined>;
  getActiveThemeId(): string | undefined;
  setActiveThemeId(themeId?: string): void;
}

/** {@link AppThemeApi}. */
export const appThemeApiRef = createApiRef<AppThemeApi>().with({ id: 'core.apptheme', pluginId: 'app' });

/** Languages, and which one the app speaks. */
export interface AppLanguageApi {
  getAvailableLanguages(): { languages: string[] };
  /** Without a language, the choice is taken back. */
  setLanguage(language?: string): void;
  getLanguage(): { language: string };
  language$(): Observable<{ language: string }>;
}

/** {@link AppLanguageApi}. */
export const appLanguageApiRef = createApiRef<AppLanguageApi>().with({
  id: 'core.applanguage',
  pluginId: 'app',
});
