import type { MessageKey } from './translation-function.ts';
import type { InstallableTranslationRef } from './create-translation-ref.ts';
import type { TranslationRef } from './translation-ref.ts';

/** A text that is translated where it is drawn; as a string it is the plugin's own words. */
export interface TranslatedText {
  readonly $$type: '@portico/TranslatedText';
  readonly ref: TranslationRef;
  readonly key: string;
  toString(): string;
}

/**
 * Names a message where an extension takes a text: `title: translated(notesTranslationRef, 'title')`.
 * `useText` gives the words.
 */
export function translated<Messages extends Record<string, string>>(
  ref: TranslationRef<string, Messages>,
  key: MessageKey<Messages>,
): TranslatedText {
  // The marker stands for this structure, whichever package made it.
  const { getDefaultMessages } = ref as unknown as InstallableTranslationRef;
  return { $$type: '@portico/TranslatedText', ref, key, toString: () => getDefaultMessages()[key] ?? key };
}
