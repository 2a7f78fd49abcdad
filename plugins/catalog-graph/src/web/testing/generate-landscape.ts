import type { Entity } from '@portico/catalog-model';
import { stringify } from 'yaml';

/** Makes entities that are connected as those of a company are: one domain, its systems, teams, services, APIs, databases. The same each time. */
export function generateLandscape(count: number): Entity[] {
  const random = createRandom();
  const pick = (prefix: string, size: number): string => `${prefix}-${random(size)}`;
  const systems = Math.max(1, Math.round(count / 25));
  const teams = Math.max(1, Math.round(count / 20));
  const apis = Math.round(count / 4);
  const resources = Math.round(count / 6);
  const components = count - 1 - systems - teams - apis - resources;
  const owner = (): { owner: string } => ({ owner: `group:${pick('team', teams)}` });
  const many = (size: number, make: (index: number) => Entity): Entity[] =>
    Array.from({ length: size }, (_, index) => make(index));
  return [
    entity('Domain', 'landscape', owner()),
    ...many(systems, index => entity('System', `system-${index}`, { ...owner(), domain: 'landscape' })),
    ...many(teams, index => entity('Group', `team-${index}`, { type: 'team', children: [] })),
    ...many(apis, index =>
      entity('API', `api-${index}`, {
        ...owner(),
        type: 'openapi',
        lifecycle: 'production',
        definition: 'openapi: 3.1.0',
        system: pick('system', systems),
      }),
    ),
    ...many(resources, index =>
      entity('Resource', `resource-${index}`, {
        ...owner(),
        type: 'database',
        system: pick('system', systems),
      }),
    ),
    ...many(components, index =>
      entity('Component', `service-${index}`, {
        ...owner(),
        type: 'service',
        lifecycle: 'production',
        system: pick('system', systems),
        providesApis: [pick('api', apis)],
        consumesApis: [pick('api', apis)],
        dependsOn: [`resource:${pick('resource', resources)}`],
      }),
    ),
  ];
}

/** The entities as one file. */
export function toYaml(entities: readonly Entity[]): string {
  return entities.map(item => stringify(item)).join('---\n');
}

function entity(kind: string, name: string, spec: NonNullable<Entity['spec']>): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name }, spec };
}

function createRandom(): (size: number) => number {
  let state = 7;
  return size => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % Math.max(1, size);
  };
}
