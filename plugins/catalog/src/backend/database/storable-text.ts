// Halves of surrogate pairs are written by no encoding, NUL not by PostgreSQL; the last two set relations apart in lists.
const unstorable = /[\0\u{1E}\u{1F}]/gu;

/** A text as both databases give it back: what they cannot keep becomes U+FFFD. Texts that differ may become the same. */
export function toStorableText(text: string): string {
  return text.toWellFormed().replace(unstorable, '\uFFFD');
}
