import { createSubject, type AppLanguageApi } from '@portico/frontend-plugin-api';

const storageKey = 'language';

/**
 * Keeps the chosen language in this browser. Without a choice the app speaks
 * the first of the browser's languages that it has, else its default.
 */
export function createAppLanguage({
  available,
  fallback = 'en',
  preferred = navigator.languages,
  store = window.localStorage,
}: {
  available: readonly string[];
  fallback?: string | undefined;
  preferred?: readonly string[];
  store?: Storage;
}): AppLanguageApi {
  const languages = [...new Set([fallback, ...available])];
  const choose = (): string => {
    const wanted = [store.getItem(storageKey), ...preferred.flatMap(tag => [tag, tag.split('-')[0]])];
    return wanted.find(candidate => candidate != null && languages.includes(candidate)) ?? fallback;
  };
  let language = choose();
  const subject = createSubject<{ language: string }>({ initial: () => ({ language }) });
  return {
    getAvailableLanguages: () => ({ languages: [...languages] }),
    getLanguage: () => ({ language }),
    language$: () => subject.observable,
    setLanguage(chosen) {
      if (chosen !== undefined && !languages.includes(chosen)) {
        throw new Error(`The app does not speak '${chosen}'. Choose one of ${languages.join(', ')}`);
      }
      if (chosen === undefined) store.removeItem(storageKey);
      else store.setItem(storageKey, chosen);
      language = choose();
      subject.next({ language });
    },
  };
}
