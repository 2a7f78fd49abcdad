import type { EntityProblem } from '@portico/catalog-model';
import { describeError } from '@portico/ui';

/** What kept a URL from being looked into, and what the user can do. */
export interface UrlFault {
  code:
    | 'not-a-url'
    | 'scheme'
    | 'not-allowed'
    | 'not-found'
    | 'no-access'
    | 'not-a-file'
    | 'kind'
    | 'invalid'
    | 'forbidden'
    | 'other';
  /** In the words of the catalog, unless one of the problems says it. */
  message: string | undefined;
  /** What could not be read: the URL itself, or one that its file names. */
  place?: string | undefined;
  /** All that is wrong with the file, with lines and columns. */
  problems: EntityProblem[];
}

// The catalog tells the error of the host in its message: `Unable to read url, NotFoundError: …`.
const codes: readonly [RegExp, UrlFault['code']][] = [
  [/\bis no URL\b|is not a URL|no valid URL/i, 'not-a-url'],
  [/does not begin with https?:/, 'scheme'],
  [/NotAllowedError: Reading from/, 'not-allowed'],
  [/points to no file|does not point into a repository/, 'not-a-file'],
  [/\bNotFoundError\b/, 'not-found'],
  [/\bAuthenticationError\b|\bNotAllowedError\b/, 'no-access'],
  [/is not of an allowed kind/, 'kind'],
];

/** Sorts what was thrown by what can be done about it. */
export function describeFault(error: unknown): UrlFault {
  const { message, status } = describeError(error);
  const problems = problemsOf(error);
  const known = codes.find(([pattern]) => pattern.test(message))?.[1];
  if (problems.length > 0) {
    const isSaid = problems.some(problem => message.includes(problem.message));
    return { code: known === 'kind' ? known : 'invalid', message: isSaid ? undefined : message, problems };
  }
  if (status === 403) return { code: 'forbidden', message, problems };
  const code = known ?? 'other';
  const [, place] = /'(https?:[^']+)'/.exec(message) ?? [];
  return { code, message: message.replace(/^Unable to read url, \w+: /, ''), problems, place };
}

function problemsOf(error: unknown): EntityProblem[] {
  for (let current = error; typeof current === 'object' && current !== null;) {
    if ('problems' in current && Array.isArray(current.problems)) return current.problems as EntityProblem[];
    current = 'cause' in current ? current.cause : undefined;
  }
  return [];
}
