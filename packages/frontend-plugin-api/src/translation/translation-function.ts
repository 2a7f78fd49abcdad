import type { JSX } from 'react';

/** The forms of a message by number, as CLDR has them: `items_one`, `items_other`. */
export type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The keys that `t` takes: those of the messages, with plural forms as one. */
export type MessageKey<Messages> = keyof {
  [Key in keyof Messages as Key extends `${infer Stem}_${PluralForm}` ? Stem : Key]: true;
} &
  string;

/** How values are put into a message. */
export interface MessageOptions<Value = unknown> {
  /** Chooses the plural form. */
  count?: number;
  /** `Intl` options of formatted values, by name. */
  formatParams?: Record<string, object>;
  /** The values, when one is called like an option. */
  replace?: Record<string, Value>;
  [name: string]: Value | number | object | undefined;
}

/**
 * Translates: `t('greeting', { name })`. Messages are written in the syntax of
 * i18next: `{{name}}`, `{{price, currency(EUR)}}`, `$t(other.key)`.
 */
export interface TranslationFunction<Messages extends Record<string, string> = Record<string, string>> {
  (key: MessageKey<Messages>, options: MessageOptions & Record<string, JSX.Element>): JSX.Element;
  (key: MessageKey<Messages>, options?: MessageOptions): string;
}
