import type { TranslatedText } from '@portico/frontend-plugin-api';

/** A value in a few words: texts and numbers as they are, all else by what it is. */
export function describeValue(value: unknown): string {
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value))
    return JSON.stringify(value) ?? 'undefined';
  if (typeof value === 'function') return `${value.name || 'function'}()`;
  if (Array.isArray(value)) return `list of ${value.length}`;
  const { $$type, id, title, api, type } = value as {
    $$type?: unknown;
    id?: unknown;
    title?: unknown;
    api?: { id?: unknown };
    type?: unknown;
  };
  if ($$type === '@portico/TranslatedText')
    return `${JSON.stringify((value as TranslatedText).toString())}, translated`;
  if (typeof api?.id === 'string') return `factory of '${api.id}'`;
  if (typeof id === 'string') return `'${id}'`;
  if (typeof title === 'string') return `'${title}'`;
  if (typeof type === 'function') return `<${type.name || 'Component'}>`;
  return type === undefined ? `{ ${Object.keys(value as object).join(', ')} }` : 'element';
}
