import { InputError } from '@portico/errors';
import { writeProblemText, type ProblemText } from './problem-texts.ts';

/** One fault, or one thing worth a look, in an entity. */
export interface EntityProblem {
  /** An `error` keeps the entity out of the catalog; a `warning` does not. */
  severity: 'error' | 'warning';
  /** Which check found it. */
  check: EntityCheck;
  /** The field, as JSON pointer (RFC 6901): `/metadata/tags/0`. Empty for the whole entity. */
  pointer: string;
  /** The field for people: `metadata.tags.0`. */
  path: string;
  /** Whether the fault is in the field's name rather than its value. */
  inKey?: boolean;
  /** What is wrong, with the value. */
  message: string;
  /** What to do about it. */
  hint?: string;
  /** The message by its code, for whoever translates it. */
  text?: ProblemText;
  /** The hint by its code. */
  hintText?: ProblemText;
  /** The file, URL or location that the entity was read from. */
  source?: string;
  /** Line in the source, from 1. */
  line?: number;
  /** Column in the source, from 1. */
  column?: number;
}

/** The layers of validation, in the order in which they run. */
export type EntityCheck =
  | 'yaml'
  | 'structure'
  | 'envelope'
  | 'schema'
  | 'root'
  | 'format'
  | 'kind'
  | 'ref'
  | 'advice';

/** A field from the root of an entity, as steps. */
export type FieldSteps = readonly (string | number)[];

/**
 * Makes a problem out of its field and texts; of severity `error` unless told
 * otherwise. Texts with a code can be translated.
 */
export function createProblem(
  check: EntityCheck,
  steps: FieldSteps,
  message: string | ProblemText,
  rest: { hint?: string | ProblemText | undefined; severity?: 'warning'; inKey?: boolean } = {},
): EntityProblem {
  const problem: EntityProblem = {
    severity: rest.severity ?? 'error',
    check,
    pointer: toPointer(steps),
    path: steps.join('.'),
    message: toEnglish(message),
  };
  if (typeof message === 'object') problem.text = message;
  Object.assign(problem, toHint(rest.hint));
  if (rest.inKey) problem.inKey = true;
  return problem;
}

/** The parts of a problem that tell what to do. */
export function toHint(hint: string | ProblemText | undefined): Pick<EntityProblem, 'hint' | 'hintText'> {
  if (!hint) return {};
  return typeof hint === 'string' ? { hint } : { hint: toEnglish(hint), hintText: hint };
}

function toEnglish(text: string | ProblemText): string {
  return typeof text === 'string' ? text : writeProblemText(text);
}

/** Writes steps as a JSON pointer. */
export function toPointer(steps: FieldSteps): string {
  return steps.map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads a JSON pointer as steps. */
export function fromPointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Follows steps into a value by its own keys only; `undefined` where they lead nowhere. */
export function valueAt(root: unknown, steps: FieldSteps): unknown {
  let current = root;
  for (const step of steps) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The problems of several layers, without those at or below a field that a layer before has found fault with. */
export function joinLayers(layers: EntityProblem[][]): EntityProblem[] {
  const joined: EntityProblem[] = [];
  for (const problems of layers) {
    if (problems.length === 0) continue;
    const earlier = joined.map(({ pointer }) => pointer);
    const isCovered = ({ pointer, inKey }: EntityProblem): boolean =>
      earlier.some(other => (pointer === other && !inKey) || pointer.startsWith(`${other}/`));
    joined.push(...problems.filter(problem => !isCovered(problem)));
  }
  return joined;
}

/** One line for a terminal, that editors can jump to: `source:line:column: severity: message. Hint`. */
export function formatProblem(problem: EntityProblem): string {
  const position = problem.line === undefined ? [] : [problem.line, problem.column ?? 1];
  const place = [problem.source, ...position].filter(part => part !== undefined).join(':');
  const hint = problem.hint ? ` (${problem.hint})` : '';
  return `${place ? `${place}: ` : ''}${problem.severity}: ${problem.message}${hint}`;
}

/** An entity was refused. `problems` has every fault; the message those of severity `error`. */
export class EntityValidationError extends InputError {
  override name = 'InputError';
  readonly problems: EntityProblem[];

  /** @param subject - What was checked, such as the entity's ref. */
  constructor(subject: string, problems: EntityProblem[]) {
    const errors = problems.filter(problem => problem.severity === 'error');
    super(`${subject} is not valid: ${errors.map(error => error.message).join('; ')}`);
    this.problems = problems;
  }
}
