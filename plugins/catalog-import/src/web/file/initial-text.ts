import { builtinKinds, type CatalogModel, type Entity } from '@portico/catalog-model';
import { stringify } from 'yaml';
import { flattenSchema, toSchema } from './flatten-schema.ts';

const usualKinds = ['Component', 'API', 'System', 'Domain', 'Resource', 'Group'];

/** The kinds that files begin with: the usual ones, and those of the organisation. */
export function kindsToStartWith(model: CatalogModel): string[] {
  const builtIn = new Set(builtinKinds.map(({ kind }) => kind));
  const own = model.kinds().filter(({ kind }) => !builtIn.has(kind));
  return [...usualKinds, ...new Set(own.map(({ kind }) => kind))];
}

/** A file with an entity of a kind, whose required fields wait to be filled in. */
export function skeletonOf(model: CatalogModel, kindName: string): string {
  const kind = model.findKind(kindName);
  const properties = toSchema(kind && flattenSchema(kind.schema)['properties']) ?? {};
  const spec = flattenSchema(toSchema(properties['spec']) ?? {});
  const required = Array.isArray(spec['required']) ? spec['required'].map(String) : [];
  const fieldSchemas = toSchema(spec['properties']) ?? {};
  const fields = required.map(field => {
    return toSchema(fieldSchemas[field])?.['type'] === 'array' ? `  ${field}: []` : `  ${field}:`;
  });
  return [
    `apiVersion: ${kind?.apiVersions[0] ?? 'backstage.io/v1alpha1'}`,
    `kind: ${kindName}`,
    'metadata:',
    '  name:',
    '  description:',
    'spec:',
    ...fields,
    '',
  ].join('\n');
}

/** A file with entities that an analysis suggests; what they lack is left to be filled in. */
export function textOfSuggestions(entities: readonly Partial<Entity>[]): string {
  return entities
    .map(entity =>
      stringify(
        { ...entity, spec: { ...entity.spec, owner: entity.spec?.['owner'] ?? null } },
        { nullStr: '' },
      ),
    )
    .join('---\n');
}
