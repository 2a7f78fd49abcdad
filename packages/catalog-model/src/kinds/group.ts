import type { KindDefinition } from '../kind-definition.ts';
import { RELATION_CHILD_OF, RELATION_HAS_MEMBER, RELATION_PARENT_OF } from '../relations.ts';
import { catalogApiVersions, fields, specSchema, text, texts } from './field-schemas.ts';

/** People who work together. */
export const groupKind: KindDefinition = {
  kind: 'Group',
  apiVersions: catalogApiVersions,
  description: 'People who work together: a team, a department, a company',
  schema: specSchema(['type', 'children'], {
    type: fields.type,
    profile: fields.profile,
    parent: text('Ref of the group above this one'),
    children: texts('Refs of the groups below this one; may be empty'),
    members: texts('Refs of the users in this group'),
  }),
  relationFields: [
    { path: 'spec.parent', defaultKind: 'Group', relation: RELATION_CHILD_OF },
    { path: 'spec.children', defaultKind: 'Group', relation: RELATION_PARENT_OF },
    { path: 'spec.members', defaultKind: 'User', relation: RELATION_HAS_MEMBER },
  ],
  display: { icon: 'users-group', hue: 340, plural: 'Groups' },
};
