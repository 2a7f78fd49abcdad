/** An object of a document that nobody has checked. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value if it is an object and no list. */
export function toRecord(value: unknown): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonRecord)
    : undefined;
}

/** The entries of an object, none of anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(toRecord(value) ?? {});
}

/** The elements of a list, none of anything else. */
export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is not empty; numbers and flags as they are written. */
export function toText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A field of an object by its own keys only. */
export function fieldOf(value: unknown, key: string): unknown {
  const record = toRecord(value);
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
