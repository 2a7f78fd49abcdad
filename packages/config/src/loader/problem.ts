import { isAbsolute, relative } from 'node:path';

/** Where a configuration value was written. */
export interface ConfigPlace {
  /** The source, named as in messages of the reader: `app-config.yaml`, `env`, a URL. */
  source: string;
  /** The absolute path of the file, also of an included one. */
  file?: string;
  /** Line and column, both from 1. */
  line?: number;
  column?: number;
  /** The environment variable that holds the value. */
  variable?: string;
  /** How the value got there when it was not written out: `${PORT}`, `$file ./key.pem`, … */
  via?: string;
}

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** An error keeps the configuration from being used, a warning does not. */
  severity: 'error' | 'warning';
  /** The dotted key, `''` for a whole source. */
  key: string;
  /** What is wrong and what to do. Never holds a secret value. */
  message: string;
  place?: ConfigPlace;
  /** The shape that the value should have, in words. */
  expected?: string;
  /** The known key that was probably meant. */
  suggestion?: string;
}

/** A configuration cannot be used. Names every problem, each on a line of its own, and what else is odd about it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];

  /** `root`: files below this folder are named relative to it. */
  constructor(
    problems: readonly ConfigProblem[],
    { root, warnings = [] }: { root?: string; warnings?: readonly ConfigProblem[] } = {},
  ) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    const list = (found: readonly ConfigProblem[]): string[] =>
      found.map(problem => `  ${formatProblem(problem, root)}`);
    // A key that was misspelt is often why another one is missing.
    const odd = warnings.length === 0 ? [] : ['It may have to do with this:', ...list(warnings)];
    super([`The configuration has ${count}:`, ...list(problems), ...odd].join('\n'));
    this.problems = problems;
    this.warnings = warnings;
  }
}

/** A problem on one line: place, key, message. */
export function formatProblem(problem: ConfigProblem, root?: string): string {
  const { place, key, message } = problem;
  const parts = [place && formatPlace(place, root), key && `'${key}'`, message];
  return parts.filter(Boolean).join(' ');
}

/** A place as editors and terminals understand it: `app-config.yaml:12:5`, `variable APP_CONFIG_app_title`. */
export function formatPlace(place: ConfigPlace, root?: string): string {
  const via = place.via === undefined ? '' : ` (${place.via})`;
  if (place.variable !== undefined && place.file === undefined) return `variable ${place.variable}${via}`;
  const name = place.file === undefined ? place.source : shorten(place.file, root);
  const position = place.line === undefined ? '' : `:${place.line}:${place.column ?? 1}`;
  return `${name}${position}${via}`;
}

function shorten(file: string, root: string | undefined): string {
  const short = root === undefined ? file : relative(root, file);
  return short.startsWith('..') || isAbsolute(short) ? file : short;
}

/** A key path in the notation of messages: `backend.reading.allow[0].host`. */
export function formatKey(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

/** Parses the notation of {@link formatKey}. */
export function parseKey(key: string): (string | number)[] {
  return [...key.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(match =>
    match[1] === undefined ? match[0] : Number(match[1]),
  );
}

/** Orders problems as they stand in the files. */
export function compareProblems(a: ConfigProblem, b: ConfigProblem): number {
  const [from, to] = [a.place, b.place];
  const files = order(from?.file ?? '', to?.file ?? '');
  return files || (from?.line ?? 0) - (to?.line ?? 0) || (from?.column ?? 0) - (to?.column ?? 0);
}

/** By code unit: comparing as people do loads the tables of a collator, which takes longer than the check. */
function order(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
