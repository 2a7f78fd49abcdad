import { createSubject, type AppTheme, type AppThemeApi } from '@portico/frontend-plugin-api';
import { THEME_STORAGE_KEY } from '../../index.ts';

/** Keeps the id of the chosen theme in this browser; without one the system's preference counts. Other tabs follow. */
export function createAppTheme(
  themes: readonly AppTheme[],
  store: Storage = window.localStorage,
): AppThemeApi {
  const read = () => store.getItem(THEME_STORAGE_KEY) ?? undefined;
  let active = read();
  const subject = createSubject<string | undefined>({ initial: () => active });
  window.addEventListener('storage', event => {
    if (event.key === THEME_STORAGE_KEY) subject.next((active = read()));
  });
  return {
    getInstalledThemes: () => [...themes],
    activeThemeId$: () => subject.observable,
    getActiveThemeId: () => active,
    setActiveThemeId(id) {
      active = id;
      if (id === undefined) store.removeItem(THEME_STORAGE_KEY);
      else store.setItem(THEME_STORAGE_KEY, id);
      subject.next(id);
    },
  };
}
