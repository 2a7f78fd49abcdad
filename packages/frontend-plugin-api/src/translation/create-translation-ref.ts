import type { TranslationRef } from './translation-ref.ts';
import { createTranslationResource, type TranslationResource } from './translation-resource.ts';

/** Messages as they are written: texts, grouped by name. */
export interface NestedMessages {
  readonly [key: string]: string | NestedMessages;
}

/** Messages with the names of their groups joined by dots. */
export type FlattenedMessages<Messages> = {
  [Path in MessagePaths<Messages>]: string;
};

type MessagePaths<Messages> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? Key
    : `${Key}.${MessagePaths<Messages[Key]>}`;
}[keyof Messages & string];

/** The structure behind a translation ref that the app reads. */
export interface InstallableTranslationRef extends TranslationRef {
  readonly version: string;
  getDefaultMessages(): Record<string, string>;
  getDefaultResource(): TranslationResource | undefined;
  toString(): string;
}

/** What a translation ref is made of. */
export interface TranslationRefOptions<Id extends string, Messages extends NestedMessages> {
  id: Id;
  /** The messages in English. */
  messages: Messages;
  /** Translations that come with the plugin, by language; `null` stands for one that is missing. */
  translations?: Record<
    string,
    () => Promise<{ default: { [Key in keyof FlattenedMessages<Messages>]: string | null } }>
  >;
}

/** Makes the messages of a plugin: give it to `useTranslationRef` and to translations. */
export function createTranslationRef<const Id extends string, const Messages extends NestedMessages>(
  options: TranslationRefOptions<Id, Messages>,
): TranslationRef<Id, FlattenedMessages<Messages>> {
  const messages = Object.fromEntries(flatten(options.messages, ''));
  const ref: Omit<InstallableTranslationRef, 'T'> = {
    $$type: '@backstage/TranslationRef',
    version: 'v1',
    id: options.id,
    getDefaultMessages: () => messages,
    getDefaultResource: () => resource,
    toString: () => `TranslationRef{id=${options.id}}`,
  };
  // T exists in the type only.
  const typed = ref as unknown as TranslationRef<Id, FlattenedMessages<Messages>>;
  const resource =
    options.translations && createTranslationResource({ ref: typed, translations: options.translations });
  return typed;
}

function flatten(messages: NestedMessages, prefix: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
  );
}
