/** What one check of the doctor found. */
export interface Finding {
  status: 'ok' | 'warn' | 'fail';
  subject: string;
  /** What was found and, unless it is fine, what to do. */
  text: string;
}

/** A single finding that all is well. */
export function fine(subject: string, text: string): Finding[] {
  return [{ status: 'ok', subject, text }];
}
