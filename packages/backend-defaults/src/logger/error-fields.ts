import { isErrorLike } from '@portico/errors';

/** The fields of an entry, with errors among them, and their causes, as plain objects. */
export function serializeErrors(fields: Record<string, unknown>): Record<string, unknown> {
  if (!hasError(fields)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? toErrorFields(value) : value,
    ]),
  );
}

/** Nearly no entry has one, and entries are many: no list is made to find out. */
function hasError(fields: Record<string, unknown>): boolean {
  for (const name in fields) if (fields[name] instanceof Error) return true;
  return false;
}

/** An error as a plain object: name, message, stack, its own fields and its causes, at most ten deep. */
export function toErrorFields(error: Error, depth = 10): Record<string, unknown> {
  const { name, message, stack, cause, ...own } = error as Error & Record<string, unknown>;
  return {
    name,
    message,
    ...own,
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined
      ? {}
      : { cause: isErrorLike(cause) && depth > 0 ? describeCause(cause, depth) : cause }),
  };
}

function describeCause(cause: object, depth: number): unknown {
  return cause instanceof Error ? toErrorFields(cause, depth - 1) : cause;
}
