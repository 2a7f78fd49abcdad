import type { CatalogModel, Entity } from '@portico/catalog-model';
import { stringify } from 'yaml';

/** The kinds that files begin with; the model tells their fields. */
export const kindsToStartWith = ['Component', 'API', 'System', 'Domain', 'Resource', 'Group'];

/** A file with an entity of a kind, whose required fields wait to be filled in. */
export function skeletonOf(model: CatalogModel, kindName: string): string {
  const kind = model.findKind(kindName);
  const schema = kind?.schema['properties'];
  const spec = isRecord(schema) && isRecord(schema['spec']) ? schema['spec'] : {};
  const required = Array.isArray(spec['required']) ? spec['required'].map(String) : [];
  const properties = isRecord(spec['properties']) ? spec['properties'] : {};
  const fields = required.map(field => {
    const inner = properties[field];
    return isRecord(inner) && inner['type'] === 'array' ? `  ${field}: []` : `  ${field}:`;
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
