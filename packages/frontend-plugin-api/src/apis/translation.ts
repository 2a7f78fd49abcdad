import type { Observable } from '../observable.ts';
import type { TranslationFunction } from '../translation/translation-function.ts';
import type { TranslationRef } from '../translation/translation-ref.ts';
import { createApiRef } from './api-ref.ts';

/** The messages of a ref in the present language, once they are loaded. */
export type TranslationSnapshot<Messages extends Record<string, string>> =
  | { ready: false }
  | { ready: true; t: TranslationFunction<Messages> };

/** Gives messages in the language of the app. */
export interface TranslationApi {
  getTranslation<Messages extends Record<string, string>>(
    ref: TranslationRef<string, Messages>,
  ): TranslationSnapshot<Messages>;
  /** Emits when the language changes, and when messages are loaded. */
  translation$<Messages extends Record<string, string>>(
    ref: TranslationRef<string, Messages>,
  ): Observable<TranslationSnapshot<Messages>>;
}

/** {@link TranslationApi}. */
export const translationApiRef = createApiRef<TranslationApi>().with({
  id: 'core.translation',
  pluginId: 'app',
});
