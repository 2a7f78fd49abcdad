import { isErrorLike } from '@portico/errors';

/** Writes a line to standard output. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** A failure as people should read it: the message, and those of its causes. Never a stack. */
export function describeFailure(error: unknown): string {
  if (!isErrorLike(error)) return String(error);
  const cause = error['cause'];
  const messages = error instanceof AggregateError ? error.errors.map(describeFailure) : [];
  const own = error.message || error.name;
  const because =
    isErrorLike(cause) && !own.includes(cause.message) ? [`  because: ${describeFailure(cause)}`] : [];
  return [own, ...messages, ...because].join('\n');
}

/** Rows in columns, the last of which may be of any width. */
export function formatColumns(rows: readonly (readonly string[])[], indent = ''): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.slice(0, -1).entries())
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows
    .map(
      row =>
        indent +
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
    )
    .join('\n');
}
