import type { TranslationRef } from './translation-ref.ts';

/** Messages that replace others, in one language. */
export interface TranslationMessages<
  Id extends string = string,
  Messages extends Record<string, string> = Record<string, string>,
  Full extends boolean = boolean,
> {
  readonly $$type: '@backstage/TranslationMessages';
  readonly id: Id;
  /** Whether every message is there. */
  readonly full: Full;
  readonly messages: Messages;
}

/** Messages for a ref: all of them with `full`, else any. `null` stands for one that is missing. */
export interface TranslationMessagesOptions<
  Id extends string,
  Messages extends Record<string, string>,
  Full extends boolean,
> {
  ref: TranslationRef<Id, Messages>;
  full?: Full;
  messages: false extends Full
    ? { [Key in keyof Messages]?: string | null }
    : { [Key in keyof Messages]: string | null };
}

/** Types messages that a translation replaces or adds. */
export function createTranslationMessages<
  Id extends string,
  Messages extends Record<string, string>,
  Full extends boolean = false,
>(options: TranslationMessagesOptions<Id, Messages, Full>): TranslationMessages<Id, Messages, Full> {
  return {
    $$type: '@backstage/TranslationMessages',
    id: options.ref.id,
    full: Boolean(options.full) as Full,
    // Missing ones are filled in from the ref.
    messages: options.messages as Messages,
  };
}
