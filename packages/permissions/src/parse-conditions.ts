import { InputError } from '@portico/errors';
import type { PermissionCondition, PermissionCriteria, PermissionRuleParams } from './decision.ts';

type Conditions = PermissionCriteria<PermissionCondition>;
type Fields = Record<string, unknown>;

/** Deeper trees are refused: nobody writes them, and evaluating them takes the stack. */
const maxDepth = 64;

/**
 * Checks that a value from outside is a tree of conditions: `allOf` and `anyOf`
 * with at least one child, `not`, or a leaf of `rule`, `resourceType` and
 * optional `params`. Other keys are dropped.
 *
 * @param path - where the value stands, for the message.
 * @throws InputError naming the path of the first fault.
 */
export function parseConditions(value: unknown, path = 'conditions'): Conditions {
  return parseNode(value, path, maxDepth);
}

function parseNode(value: unknown, path: string, depth: number): Conditions {
  if (depth === 0)
    throw new InputError(`Conditions are nested deeper than ${maxDepth} levels; make them flatter`);
  const node = parseObject(value, path);
  if ('anyOf' in node) return { anyOf: parseChildren(node['anyOf'], `${path}.anyOf`, depth) };
  if ('allOf' in node) return { allOf: parseChildren(node['allOf'], `${path}.allOf`, depth) };
  if ('not' in node) return { not: parseNode(node['not'], `${path}.not`, depth - 1) };
  const { rule, resourceType, params } = node;
  if (typeof rule !== 'string' || typeof resourceType !== 'string') {
    throw new InputError(
      `Invalid '${path}': expected 'anyOf', 'allOf', 'not', or the texts 'rule' and 'resourceType'`,
    );
  }
  return params === undefined
    ? { rule, resourceType }
    : { rule, resourceType, params: parseParams(params, path) };
}

function parseChildren(value: unknown, path: string, depth: number): [Conditions, ...Conditions[]] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new InputError(`Invalid '${path}': expected a list with at least one entry`);
  }
  const [first, ...rest] = value.map((child, index) => parseNode(child, `${path}[${index}]`, depth - 1));
  if (first === undefined) throw new InputError(`Invalid '${path}': expected a list with at least one entry`);
  return [first, ...rest];
}

/** The rule's own schema checks what is inside. */
function parseParams(value: unknown, path: string): NonNullable<PermissionRuleParams> {
  return parseObject(value, `${path}.params`) as NonNullable<PermissionRuleParams>;
}

function parseObject(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`Invalid '${path}': expected an object`);
  }
  return value as Fields;
}
