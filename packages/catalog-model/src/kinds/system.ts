import type { KindDefinition } from '../kind-definition.ts';
import { RELATION_PART_OF } from '../relations.ts';
import { catalogApiVersions, fields, ownerField, specSchema, text } from './field-schemas.ts';

/** Components, APIs and resources that together do one thing. */
export const systemKind: KindDefinition = {
  kind: 'System',
  apiVersions: catalogApiVersions,
  description: 'Components, APIs and resources that together do one thing',
  schema: specSchema(['owner'], {
    owner: fields.owner,
    domain: text('Ref of the domain that this is a part of'),
    type: fields.type,
  }),
  relationFields: [ownerField, { path: 'spec.domain', defaultKind: 'Domain', relation: RELATION_PART_OF }],
  display: { icon: 'stack', hue: 262, plural: 'Systems' },
};
