import type { KindDefinition } from '../kind-definition.ts';
import { RELATION_MEMBER_OF } from '../relations.ts';
import { catalogApiVersions, fields, specSchema, texts } from './field-schemas.ts';

/** A person. */
export const userKind: KindDefinition = {
  kind: 'User',
  apiVersions: catalogApiVersions,
  description: 'A person, or an account that acts like one',
  schema: specSchema(['memberOf'], {
    profile: fields.profile,
    memberOf: texts('Refs of the groups that this user is in; may be empty'),
  }),
  relationFields: [{ path: 'spec.memberOf', defaultKind: 'Group', relation: RELATION_MEMBER_OF }],
  display: { icon: 'user', hue: 12, plural: 'Users' },
};
