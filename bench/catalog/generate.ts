/** An entity as the bench makes it. */
export interface GeneratedEntity {
  apiVersion: string;
  kind: string;
  metadata: { name: string; annotations: Record<string, string> } & Record<string, unknown>;
  spec: Record<string, unknown>;
}

const types = ['service', 'website', 'library', 'job', 'mobile-app'];
const lifecycles = ['production', 'experimental', 'deprecated'];
const tags = [
  'java',
  'go',
  'typescript',
  'python',
  'payments',
  'search',
  'data',
  'ml',
  'internal',
  'gdpr',
  'pci',
];
const words = [
  'checkout',
  'ledger',
  'billing',
  'search',
  'profile',
  'media',
  'stock',
  'pricing',
  'fraud',
  'routing',
];

/**
 * A catalog of `size` entities, the same at every call: 70 % components, the rest APIs, resources, systems, domains,
 * groups and users, of about 1 kB. Entity `n` of two catalogs of different sizes differs, since targets are spread over
 * the whole catalog.
 */
export function* generateCatalog(size: number): Generator<GeneratedEntity> {
  // A provider has parsed what it read: texts that were put together here would be copied by whoever reads them first.
  for (const made of makeCatalog(size)) yield JSON.parse(JSON.stringify(made)) as GeneratedEntity;
}

function* makeCatalog(size: number): Generator<GeneratedEntity> {
  const counts = countsFor(size);
  for (let n = 0; n < counts.group; n += 1) yield group(n, counts);
  for (let n = 0; n < counts.user; n += 1) yield user(n, counts);
  for (let n = 0; n < counts.domain; n += 1) yield domain(n, counts);
  for (let n = 0; n < counts.system; n += 1) yield system(n, counts);
  for (let n = 0; n < counts.resource; n += 1) yield resource(n, counts);
  for (let n = 0; n < counts.api; n += 1) yield api(n, counts);
  for (let n = 0; n < counts.component; n += 1) yield component(n, counts);
}

type Counts = Record<'group' | 'user' | 'domain' | 'system' | 'resource' | 'api' | 'component', number>;

/** How many of each kind a catalog of this size has. */
export function countsFor(size: number): Counts {
  const group = Math.max(1, Math.round(size * 0.01));
  const domain = Math.max(1, Math.round(size * 0.002));
  const system = Math.max(1, Math.round(size * 0.018));
  const user = Math.max(1, Math.round(size * 0.07));
  const resource = Math.round(size * 0.08);
  const api = Math.round(size * 0.12);
  const component = size - group - domain - system - user - resource - api;
  return { group, user, domain, system, resource, api, component };
}

function component(n: number, counts: Counts): GeneratedEntity {
  const name = `${pick(words, n)}-${pick(words, n * 7 + 3)}-${pad(n)}`;
  return entity('Component', name, n, {
    type: pick(types, n),
    lifecycle: pick(lifecycles, n * 3),
    owner: `group:default/team-${pad(spread(n, counts.group))}`,
    system: `system-${pad(spread(n * 3 + 1, counts.system))}`,
    providesApis: [`api-${pad(spread(n * 5 + 2, counts.api))}`],
    consumesApis: [`api-${pad(spread(n * 11 + 5, counts.api))}`],
    dependsOn: [
      `resource:default/resource-${pad(spread(n * 13 + 7, counts.resource))}`,
      `component:default/${componentName(spread(n * 17 + 11, counts.component))}`,
    ],
  });
}

function componentName(n: number): string {
  return `${pick(words, n)}-${pick(words, n * 7 + 3)}-${pad(n)}`;
}

function api(n: number, counts: Counts): GeneratedEntity {
  return entity('API', `api-${pad(n)}`, n, {
    type: pick(['openapi', 'asyncapi', 'graphql', 'grpc'], n),
    lifecycle: pick(lifecycles, n),
    owner: `group:default/team-${pad(spread(n, counts.group))}`,
    system: `system-${pad(spread(n * 3, counts.system))}`,
    definition: `openapi: 3.1.0\ninfo: {title: API ${n}, version: 1.0.${n % 50}}\npaths: {}\n# ${'x'.repeat(220)}`,
  });
}

function resource(n: number, counts: Counts): GeneratedEntity {
  return entity('Resource', `resource-${pad(n)}`, n, {
    type: pick(['database', 's3-bucket', 'queue', 'cluster'], n),
    owner: `group:default/team-${pad(spread(n, counts.group))}`,
    system: `system-${pad(spread(n * 7, counts.system))}`,
  });
}

function system(n: number, counts: Counts): GeneratedEntity {
  return entity('System', `system-${pad(n)}`, n, {
    owner: `group:default/team-${pad(spread(n, counts.group))}`,
    domain: `domain-${pad(spread(n, counts.domain))}`,
  });
}

function domain(n: number, counts: Counts): GeneratedEntity {
  return entity('Domain', `domain-${pad(n)}`, n, {
    owner: `group:default/team-${pad(spread(n, counts.group))}`,
  });
}

function group(n: number, counts: Counts): GeneratedEntity {
  return entity('Group', `team-${pad(n)}`, n, {
    type: 'team',
    profile: { displayName: `Team ${n}`, email: `team-${n}@acme.example` },
    ...(n > 0 && { parent: `team-${pad(Math.floor(n / 8))}` }),
    children: [],
    _size: counts.user,
  });
}

function user(n: number, counts: Counts): GeneratedEntity {
  return entity('User', `user-${pad(n)}`, n, {
    profile: { displayName: `Person Number ${n}`, email: `user-${n}@acme.example` },
    memberOf: [`team-${pad(spread(n, counts.group))}`],
  });
}

function entity(kind: string, name: string, n: number, spec: Record<string, unknown>): GeneratedEntity {
  const repository = `https://github.example/acme/${name}`;
  const location = `url:${repository}/blob/main/catalog-info.yaml`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      title: `${kind} ${n} for ${pick(words, n)}`,
      description: `The ${pick(words, n)} ${kind.toLowerCase()} number ${n} of Acme, which keeps ${pick(words, n * 7)} and ${pick(words, n * 13)} in order for everybody who needs it.`,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        'backstage.io/techdocs-ref': 'dir:.',
        'github.com/project-slug': `acme/${name}`,
        'pagerduty.com/service-id': `P${(n * 7919) % 99991}`,
      },
      tags: [pick(tags, n), pick(tags, n * 3 + 1), pick(tags, n * 5 + 2)].filter(
        (tag, i, all) => all.indexOf(tag) === i,
      ),
      links: [
        { url: `${repository}/wiki`, title: 'Wiki', icon: 'docs' },
        { url: `https://grafana.example/d/${name}`, title: 'Dashboard', icon: 'dashboard' },
      ],
    },
    spec,
  };
}

function pick(list: readonly string[], n: number): string {
  return list[n % list.length] ?? '';
}

function spread(n: number, count: number): number {
  return count === 0 ? 0 : (n * 2654435761) % count;
}

function pad(n: number): string {
  return String(n).padStart(6, '0');
}
