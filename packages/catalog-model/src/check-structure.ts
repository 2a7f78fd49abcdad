import { createProblem, type EntityProblem } from './entity-problem.ts';
import { problemText, type ProblemText } from './problem-texts.ts';

const maxDepth = 100;
const maxNodes = 1_000_000;

/**
 * Checks that a value is JSON which every later step can handle: nothing but
 * JSON types, at most 100 levels and a million values, and no key
 * `__proto__`, which some programs take for the object's prototype.
 */
export function checkStructure(root: unknown): EntityProblem[] {
  const problems: EntityProblem[] = [];
  const steps: (string | number)[] = [];
  let nodes = 0;
  const report = (message: ProblemText): void => {
    if (problems.length < 100) problems.push(createProblem('structure', steps, message));
  };
  const visit = (value: unknown): void => {
    nodes += 1;
    if (nodes > maxNodes) return;
    if (typeof value !== 'object' || value === null) {
      if (!isJsonLeaf(value))
        report(problemText('notJson', { field: steps.join('.'), value: describe(value) }));
    } else if (steps.length >= maxDepth) {
      report(problemText('tooDeep', { field: steps.slice(0, 3).join('.'), limit: maxDepth }));
    } else {
      visitChildren(value);
    }
  };
  const visitChildren = (parent: object): void => {
    for (const key of Object.keys(parent)) {
      steps.push(key);
      if (key === '__proto__') report(problemText('forbiddenKey', { field: steps.join('.') }));
      visit((parent as Record<string, unknown>)[key]);
      steps.pop();
    }
  };
  visit(root);
  if (nodes > maxNodes) report(problemText('tooManyValues', { limit: maxNodes }));
  return problems;
}

function isJsonLeaf(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean';
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : `a ${typeof value}`;
}
