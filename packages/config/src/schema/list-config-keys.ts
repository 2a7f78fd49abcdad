import type { JsonValue } from '../json.ts';
import { describeSchema } from './describe-schema.ts';
import { expandFacets, type SchemaFacet } from './schema-facets.ts';
import { type ConfigJsonSchema, type ConfigVisibility, type PackageConfigSchema } from './schema-types.ts';
import { judgeVisibility, type InheritedVisibility } from './survey.ts';

/** One key of the configuration, as a package declares it. */
export interface DeclaredKey {
  /** Dotted, with `[]` for the items of a list and `<name>` for a name of one's own choice. */
  key: string;
  packageName: string;
  /** The shape of the value, in words. */
  wants: string;
  required: boolean;
  visibility: ConfigVisibility;
  description?: string;
  default?: JsonValue;
  examples?: JsonValue[];
  /** What to use instead; `''` when the schema does not say. */
  deprecated?: string;
}

/** Lists every key that the packages declare, each before those in it. A key may be declared by several packages. */
export function listConfigKeys(schemas: readonly PackageConfigSchema[]): DeclaredKey[] {
  return schemas.flatMap(({ value, packageName }) => {
    const from = { root: value, packageName, applies: true };
    return listBelow(expandFacets(value, from), { key: '', inherited: undefined, above: new Set() });
  });
}

interface Position {
  key: string;
  inherited: InheritedVisibility;
  /** The schemas around this one, to end where a schema contains itself. */
  above: ReadonlySet<ConfigJsonSchema>;
}

function listBelow(facets: SchemaFacet[], { key, inherited, above }: Position): DeclaredKey[] {
  const children = childrenOf(facets);
  const deep = judgeVisibility(facets, inherited).deep;
  return [...children].flatMap(([name, child]) => {
    const childKey = name === '[]' ? `${key}[]` : key === '' ? name : `${key}.${name}`;
    const childFacets = child.schemas.flatMap(({ schema, ...from }) => expandFacets(schema, from));
    const own = declare(childKey, { ...child, facets: childFacets }, deep);
    const isCircular = childFacets.some(({ schema }) => above.has(schema));
    if (isCircular) return [own];
    const around = new Set([...above, ...childFacets.map(({ schema }) => schema)]);
    return [own, ...listBelow(withoutNamed(childFacets), { key: childKey, inherited: deep, above: around })];
  });
}

interface Child {
  schemas: (Omit<SchemaFacet, 'schema'> & { schema: ConfigJsonSchema })[];
  required: boolean;
}

function childrenOf(facets: SchemaFacet[]): Map<string, Child> {
  const children = new Map<string, Child>();
  for (const { schema, ...from } of facets) {
    const add = (name: string, child: ConfigJsonSchema): void => {
      const entry = children.get(name) ?? { schemas: [], required: false };
      entry.schemas.push({ ...from, schema: child });
      entry.required ||= schema.required?.includes(name) ?? false;
      children.set(name, entry);
    };
    const {
      properties = {},
      patternProperties = {},
      additionalProperties: rest,
      items,
      prefixItems = [],
    } = schema;
    for (const [name, child] of Object.entries(properties)) add(name, child);
    for (const child of Object.values(patternProperties)) add('<name>', child);
    if (typeof rest === 'object') add('<name>', rest);
    for (const child of [...prefixItems, ...(items === undefined ? [] : [items].flat())]) {
      if (typeof child === 'object') add('[]', child);
    }
  }
  return children;
}

/** A type with a name of its own, such as a duration, is not taken apart, also as one of several alternatives. */
function withoutNamed(facets: SchemaFacet[]): SchemaFacet[] {
  return facets.filter(({ schema, ...from }) => {
    if (typeof from.root === 'boolean') return true;
    const types = Object.values({ ...from.root.definitions, ...from.root.$defs });
    const named = types.filter(type => typeof type === 'object' && type.title !== undefined);
    return !named.some(type => expandFacets(type, from).some(part => part.schema === schema));
  });
}

function declare(
  key: string,
  { schemas, required, facets }: Child & { facets: SchemaFacet[] },
  inherited: InheritedVisibility,
): DeclaredKey {
  const first = <T>(pick: (facet: SchemaFacet['schema']) => T | undefined): T | undefined =>
    facets.map(({ schema }) => pick(schema)).find(value => value !== undefined);
  const [description, preset, examples] = [
    first(s => s.description),
    first(s => s.default),
    first(s => s.examples),
  ];
  const deprecated = first(({ deprecated: text }) => (text === true ? '' : text || undefined));
  return {
    key,
    packageName: schemas[0]?.packageName ?? '',
    wants: [...new Set(schemas.map(({ schema, root }) => describeSchema(schema, root)))].join(' or '),
    required,
    visibility: judgeVisibility(facets, inherited).visibility ?? 'backend',
    ...(description !== undefined && { description }),
    ...(preset !== undefined && { default: preset }),
    ...(examples !== undefined && { examples }),
    ...(deprecated !== undefined && { deprecated }),
  };
}
