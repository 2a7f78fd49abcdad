import type { JsonObject } from '@portico/config';
import type { JsonSchema } from '../json-schema.ts';
import type { KindDefinition, RelationField } from '../kind-definition.ts';
import { RELATION_DEPENDS_ON, RELATION_HAS_PART } from '../relations.ts';
import { fields, ownerField, specSchema, systemField, text, texts } from './field-schemas.ts';

const kind = 'AiResource';
const version = text('Version');
const disciplines = texts('The trades that this is for');

function aiResourceSchema(required: string[], properties: JsonObject): JsonSchema {
  const { type, lifecycle, owner, system } = fields;
  return specSchema(['type', 'lifecycle', 'owner', ...required], {
    type,
    lifecycle,
    owner,
    system,
    ...properties,
  });
}

const partsField = (path: string): RelationField => ({
  path,
  defaultKind: kind,
  relation: RELATION_HAS_PART,
  allowedKinds: [kind],
});

/** Something that AI coding tools read: a skill, a rule, or a bundle of them. */
export const aiResourceKind: KindDefinition = {
  kind,
  apiVersions: ['backstage.io/v1alpha1'],
  description: 'Something that AI coding tools read: a skill, a rule, or a bundle of them',
  schema: aiResourceSchema([], {}),
  relationFields: [
    { ...ownerField, allowedKinds: ['Group', 'User'] },
    { ...systemField, allowedKinds: ['System'] },
  ],
  specTypes: {
    skill: {
      schema: aiResourceSchema([], {
        disciplines,
        categories: texts('What the skill is about'),
        agents: texts('The tools that can use it'),
        dependsOn: texts('Refs of the skills that this needs'),
        allowedTools: text('The tools that the skill may call'),
        license: text('Licence'),
        compatibility: { type: 'string', minLength: 1, maxLength: 500, description: 'Where the skill works' },
      }),
      relationFields: [
        { path: 'spec.dependsOn', defaultKind: kind, relation: RELATION_DEPENDS_ON, allowedKinds: [kind] },
      ],
    },
    rule: {
      schema: aiResourceSchema(['category', 'rationale'], {
        disciplines,
        category: text('What the rule is about'),
        rationale: text('Why the rule is there'),
      }),
    },
    plugin: {
      schema: aiResourceSchema(['skills'], { skills: texts('Refs of the skills in the bundle'), version }),
      relationFields: [partsField('spec.skills')],
    },
    marketplace: {
      schema: aiResourceSchema(['plugins'], { plugins: texts('Refs of the plugins on offer'), version }),
      relationFields: [partsField('spec.plugins')],
    },
  },
  display: { icon: 'sparkles', hue: 312, plural: 'AI resources' },
};
