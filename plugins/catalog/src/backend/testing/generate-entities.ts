import type { Entity } from '@portico/catalog-model';

/**
 * Components and the groups that own them, each with dependencies on others;
 * the same at every call. `version` is part of each component.
 */
export function generateEntities(size: number, version = ''): Entity[] {
  const groups = Math.max(1, Math.floor(size / 50));
  return Array.from({ length: size }, (_, n) =>
    n < groups
      ? make('Group', `team-${n}`, { type: 'team', children: [] })
      : make('Component', `service-${n}`, {
          type: n % 3 === 0 ? 'service' : 'library',
          lifecycle: `production${version}`,
          owner: `team-${(n * 7) % groups}`,
          dependsOn: [1, 2].map(
            step => `component:service-${groups + ((n * 31 + step * 17) % (size - groups))}`,
          ),
        }),
  );
}

function make(kind: string, name: string, spec: NonNullable<Entity['spec']>): Entity {
  const location = `url:https://host.example/acme/${name}/catalog-info.yaml`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      description: `The ${kind.toLowerCase()} ${name}`,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
      tags: ['java', `tag-${name.length}`],
    },
    spec,
  };
}
