import type { KindDefinition } from '../kind-definition.ts';
import { RELATION_DEPENDENCY_OF, RELATION_DEPENDS_ON } from '../relations.ts';
import { catalogApiVersions, fields, ownerField, specSchema, systemField } from './field-schemas.ts';

/** What software runs on or keeps its data in. */
export const resourceKind: KindDefinition = {
  kind: 'Resource',
  apiVersions: catalogApiVersions,
  description: 'What software needs at run time: a database, a bucket, a cluster',
  schema: specSchema(['type', 'owner'], {
    type: fields.type,
    owner: fields.owner,
    dependsOn: fields.dependsOn,
    dependencyOf: { description: 'Refs of the entities that need this' },
    system: fields.system,
  }),
  relationFields: [
    ownerField,
    { path: 'spec.dependsOn', relation: RELATION_DEPENDS_ON },
    { path: 'spec.dependencyOf', relation: RELATION_DEPENDENCY_OF },
    systemField,
  ],
  display: { icon: 'database', hue: 32, plural: 'Resources' },
};
