import type { KindDefinition } from '../kind-definition.ts';
import { RELATION_PART_OF } from '../relations.ts';
import { catalogApiVersions, fields, ownerField, specSchema, text } from './field-schemas.ts';

/** An area of the business. */
export const domainKind: KindDefinition = {
  kind: 'Domain',
  apiVersions: catalogApiVersions,
  description: 'An area of the business that systems belong to',
  schema: specSchema(['owner'], {
    owner: fields.owner,
    subdomainOf: text('Ref of the domain that this is a part of'),
    type: fields.type,
  }),
  relationFields: [
    ownerField,
    { path: 'spec.subdomainOf', defaultKind: 'Domain', relation: RELATION_PART_OF },
  ],
  display: { icon: 'world', hue: 290, plural: 'Domains' },
};
