import { createTranslationApi } from '@portico/frontend-app-api';
import {
  appLanguageApiRef,
  createSubject,
  translationApiRef,
  type AppLanguageApi,
  type TranslationApi,
} from '@portico/frontend-plugin-api';
import { createMockApi, type MockApi } from './mock-api.ts';

/** A language that the test sets. Default: `en`. */
export function mockLanguageApi(
  options: { language?: string; languages?: string[] } = {},
): MockApi<AppLanguageApi> {
  const initial = options.language ?? 'en';
  let language = initial;
  const changes = createSubject<{ language: string }>();
  return createMockApi(appLanguageApiRef, {
    getAvailableLanguages: () => ({ languages: options.languages ?? [initial] }),
    setLanguage: (next?: string) => {
      language = next ?? initial;
      changes.next({ language });
    },
    getLanguage: () => ({ language }),
    language$: () => changes.observable,
  });
}

/** Translations as the app makes them, in the language of the plugins unless told otherwise. */
export function mockTranslationApi(options: { language?: AppLanguageApi } = {}): MockApi<TranslationApi> {
  return createMockApi(
    translationApiRef,
    createTranslationApi({ language: options.language ?? mockLanguageApi() }),
  );
}
