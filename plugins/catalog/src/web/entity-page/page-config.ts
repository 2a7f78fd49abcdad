import type { ConfigField } from '@portico/frontend-plugin-api';
import { optionalField } from '../../react/config-fields.ts';
import type { TabGroupDefinition, TabGroupDefinitions } from './group-tabs.ts';

const orders = ['title', 'natural'];

/** The config field of an order. */
export const contentOrderField = optionalField(
  "'title' or 'natural'",
  (value): value is 'title' | 'natural' => orders.includes(String(value)),
  { enum: orders },
);

/** The config field of something that is on or off. */
export const flagField = optionalField('true or false', value => typeof value === 'boolean', {
  type: 'boolean',
});

/** The config field of the groups of tabs: a list of objects with one group each, in their order. */
export const groupsField: ConfigField<TabGroupDefinitions | undefined, object[] | undefined> = {
  '~standard': {
    version: 1,
    vendor: 'portico',
    validate(value) {
      if (value === undefined) return { value };
      if (!Array.isArray(value))
        return { issues: [{ message: 'Expected a list of groups, each an object with the id as its key' }] };
      const issues = value.flatMap((entry: unknown, index) => findIssues(entry, index));
      // Each entry was checked above.
      return issues.length > 0
        ? { issues }
        : { value: Object.assign({}, ...(value as object[])) as TabGroupDefinitions };
    },
    jsonSchema: { input: () => ({ type: 'array', items: { type: 'object', additionalProperties: group } }) },
  },
};

const group = {
  type: 'object',
  required: ['title'],
  properties: {
    title: { type: 'string' },
    icon: { type: 'string' },
    aliases: { type: 'array', items: { type: 'string' } },
    contentOrder: { enum: orders },
  },
};

function findIssues(entry: unknown, index: number): { message: string; path: (string | number)[] }[] {
  if (typeof entry !== 'object' || entry === null)
    return [{ message: 'Expected an object with the id of a group as its key', path: [index] }];
  return Object.entries(entry).flatMap(([id, definition]: [string, Partial<TabGroupDefinition> | null]) => {
    const report = (message: string, key: string) => [{ message, path: [index, id, key] }];
    if (typeof definition?.title !== 'string') return report('Expected a text', 'title');
    const { icon, aliases = [], contentOrder = 'title' } = definition;
    if (icon !== undefined && typeof icon !== 'string') return report('Expected the key of an icon', 'icon');
    if (!Array.isArray(aliases) || aliases.some(alias => typeof alias !== 'string'))
      return report('Expected a list of ids', 'aliases');
    return orders.includes(contentOrder) ? [] : report("Expected 'title' or 'natural'", 'contentOrder');
  });
}
