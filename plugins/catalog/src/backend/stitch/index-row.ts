/** A row of the attribute index, before its key is made a number. */
export interface IndexRow {
  /** Dotted path in lower case. */
  key: string;
  /** In lower case; `NO_VALUE` for nothing and for what is too long. */
  value: string;
  /** As it was written, if that differs. */
  original: string | null;
  /** Whether it is a text in a list. */
  item: 0 | 1;
}
