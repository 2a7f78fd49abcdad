// NUL is kept by no text of PostgreSQL; the other two set relations apart in lists.
const unstorable = ['\0', '\u{1E}', '\u{1F}'];

/**
 * A text as both databases give it back: what they cannot keep, such as half of
 * a surrogate pair, becomes U+FFFD. Texts that differ may become the same.
 */
export function toStorableText(text: string): string {
  let storable = text.toWellFormed();
  for (const mark of unstorable) {
    if (storable.includes(mark)) storable = storable.replaceAll(mark, '\uFFFD');
  }
  return storable;
}
