/**
 * Masks secrets in the messages and stacks of an error, of its causes and of
 * what it gathers: the failure of a start is printed, and not logged.
 *
 * @param logger - The root logger, which knows the secrets. It masks them in a
 *   text by a method `redact`; one that has none knows of no secrets.
 */
export function maskFailure(error: unknown, logger: unknown): void {
  const { redact } = (logger ?? {}) as { redact?: unknown };
  if (typeof redact === 'function') mask(error, text => String(redact(text)), 10);
}

function mask(error: unknown, redact: (text: string) => string, depth: number): void {
  if (!(error instanceof Error) || depth === 0) return;
  // The stack has the message in it.
  for (const field of ['message', 'stack'] as const) {
    const text = error[field];
    // An error may be frozen.
    if (text !== undefined) Reflect.set(error, field, redact(text));
  }
  const gathered = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  for (const inner of [error.cause, ...gathered]) mask(inner, redact, depth - 1);
}
