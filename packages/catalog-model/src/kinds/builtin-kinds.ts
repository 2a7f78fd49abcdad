import type { JsonSchema } from '../json-schema.ts';
import type { KindDefinition } from '../kind-definition.ts';
import { aiResourceKind } from './ai-resource.ts';
import { apiKind } from './api.ts';
import { componentKind } from './component.ts';
import { domainKind } from './domain.ts';
import { groupKind } from './group.ts';
import { locationKind } from './location.ts';
import { resourceKind } from './resource.ts';
import { systemKind } from './system.ts';
import { templateKind } from './template.ts';
import { userKind } from './user.ts';

/** The kinds that every catalog has. */
export const builtinKinds: readonly KindDefinition[] = [
  componentKind,
  apiKind,
  resourceKind,
  systemKind,
  domainKind,
  groupKind,
  userKind,
  locationKind,
  templateKind,
  aiResourceKind,
];

/** Each schema of a kind under the name that its compiled check goes by: the kind, then the `spec.type` if it has one. */
export function schemasByName(kinds: readonly KindDefinition[]): Map<string, JsonSchema> {
  const schemas = new Map<string, JsonSchema>();
  for (const definition of kinds) {
    schemas.set(definition.kind, definition.schema);
    for (const [specType, { schema }] of Object.entries(definition.specTypes ?? {})) {
      schemas.set(`${definition.kind}_${specType.replaceAll(/\W/g, '_')}`, schema);
    }
  }
  return schemas;
}
