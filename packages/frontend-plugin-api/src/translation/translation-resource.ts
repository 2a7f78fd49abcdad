import type { MessageTable } from './create-message-formatter.ts';
import type { TranslationMessages } from './translation-messages.ts';
import type { TranslationRef } from './translation-ref.ts';

/** Translations of a ref, loaded when their language is used. */
export interface TranslationResource<Id extends string = string> {
  readonly $$type: '@backstage/TranslationResource';
  readonly id: Id;
}

/** The structure behind a translation resource that the app reads. */
export interface InstallableTranslationResource extends TranslationResource {
  readonly version: string;
  readonly resources: { language: string; loader(): Promise<{ messages: MessageTable }> }[];
}

/** Translations for a ref, by language. */
export interface TranslationResourceOptions<Id extends string, Messages extends Record<string, string>> {
  ref: TranslationRef<Id, Messages>;
  /** Each loads a module whose default export is messages: `de: () => import('./de.ts')`. */
  translations: Record<
    string,
    () => Promise<{ default: TranslationMessages<Id> | { [Key in keyof Messages]: string | null } }>
  >;
}

/** Makes translations, for a `TranslationBlueprint` extension. */
export function createTranslationResource<Id extends string, Messages extends Record<string, string>>(
  options: TranslationResourceOptions<Id, Messages>,
): TranslationResource<Id> {
  const resource: InstallableTranslationResource & TranslationResource<Id> = {
    $$type: '@backstage/TranslationResource',
    version: 'v1',
    id: options.ref.id,
    resources: Object.entries(options.translations).map(([language, load]) => ({
      language,
      loader: async () => ({ messages: toTable((await load()).default) }),
    })),
  };
  return resource;
}

function toTable(loaded: object): MessageTable {
  // Either form holds texts and nulls.
  return ('$$type' in loaded && 'messages' in loaded ? loaded.messages : loaded) as MessageTable;
}
