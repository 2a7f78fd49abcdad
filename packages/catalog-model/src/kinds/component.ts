import type { KindDefinition } from '../kind-definition.ts';
import {
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
} from '../relations.ts';
import {
  catalogApiVersions,
  fields,
  ownerField,
  specSchema,
  systemField,
  text,
  texts,
} from './field-schemas.ts';

/** A piece of software. `dependencyOf` is any value to the schema and read as refs. */
export const componentKind: KindDefinition = {
  kind: 'Component',
  apiVersions: catalogApiVersions,
  description: 'A piece of software: a service, a website, a library',
  schema: specSchema(['type', 'lifecycle', 'owner'], {
    type: fields.type,
    lifecycle: fields.lifecycle,
    owner: fields.owner,
    system: fields.system,
    subcomponentOf: text('Ref of the component that this is a part of'),
    providesApis: texts('Refs of the APIs that this offers'),
    consumesApis: texts('Refs of the APIs that this calls'),
    dependsOn: fields.dependsOn,
    dependencyOf: { description: 'Refs of the entities that need this' },
  }),
  relationFields: [
    ownerField,
    { path: 'spec.subcomponentOf', defaultKind: 'Component', relation: RELATION_PART_OF },
    { path: 'spec.providesApis', defaultKind: 'API', relation: RELATION_PROVIDES_API },
    { path: 'spec.consumesApis', defaultKind: 'API', relation: RELATION_CONSUMES_API },
    { path: 'spec.dependsOn', relation: RELATION_DEPENDS_ON },
    { path: 'spec.dependencyOf', relation: RELATION_DEPENDENCY_OF },
    systemField,
  ],
  obsoleteFields: { implementsApis: 'providesApis' },
  display: { icon: 'cube', hue: 212, plural: 'Components' },
};
