import type { ActionDescription } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';

type Attributes = ActionDescription['attributes'];
type Filterable = Pick<ActionDescription, 'id' | 'attributes'>;
type ActionTest = (action: Filterable) => boolean;

const filterKey = 'backend.actions.filter';
const attributeNames: readonly (keyof Attributes)[] = ['destructive', 'readOnly', 'idempotent'];

/**
 * Reads `backend.actions.filter`: an action is shown unless an `exclude` rule
 * matches, and, when there are `include` rules, only if one of these does. A
 * rule matches by `id` (a glob) and `attributes`, all that it gives.
 */
export async function createActionFilter(config: Config): Promise<ActionTest> {
  const include = await readRules(config, 'include');
  const exclude = await readRules(config, 'exclude');
  return action =>
    !exclude.some(matches => matches(action)) &&
    (include.length === 0 || include.some(matches => matches(action)));
}

async function readRules(config: Config, list: 'include' | 'exclude'): Promise<ActionTest[]> {
  const rules = config.getOptionalConfigArray(`${filterKey}.${list}`) ?? [];
  if (rules.length === 0) return [];
  const { Minimatch } = await import('minimatch');
  return rules.map(rule => {
    const id = rule.getOptionalString('id');
    const pattern = id ? new Minimatch(id) : undefined;
    const wanted = attributeNames
      .map(name => [name, rule.getOptionalBoolean(`attributes.${name}`)] as const)
      .filter(([, value]) => value !== undefined);
    return action =>
      (pattern?.match(action.id) ?? true) &&
      wanted.every(([name, value]) => action.attributes[name] === value);
  });
}
