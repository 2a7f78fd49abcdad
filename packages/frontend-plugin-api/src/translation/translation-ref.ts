/** The messages of a plugin in its own language, and a name for their translations. */
export interface TranslationRef<
  Id extends string = string,
  Messages extends Record<string, string> = Record<string, string>,
> {
  readonly $$type: '@backstage/TranslationRef';
  readonly id: Id;
  /** Carries the type of the messages; there is no value. */
  readonly T: Messages;
}
