import type { Entity } from '@portico/catalog-model';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const kinds = ['Component', 'Component', 'Component', 'API', 'Resource', 'Group', 'User'];
const types = ['service', 'Service', 'website', 'library', ''];
const tags = ['java', 'go', 'data', 'tier-1', 'a.b', 'ÄÖ'];

/** An entity with a bit of everything that filters may stumble over. */
export function generateEntity(random: () => number, index: number): Entity {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.3);
  const owner = `group:default/team-${Math.floor(random() * 7)}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: pick(kinds),
    metadata: {
      name: `${pick(['alpha', 'beta', 'Gamma'])}-${index}`,
      ...(random() < 0.3 && { namespace: pick(['default', 'ops', 'Prod']) }),
      ...(random() < 0.6 && {
        title: pick(['One', 'two', 'Zwölf 💯', '\uFFFDx', '😀y', 'x'.repeat(250), '']),
      }),
      ...(random() < 0.5 && { description: pick(['Pays the bills', 'pays', 'x'.repeat(300)]) }),
      ...(random() < 0.5 && { tags: some(tags) }),
      annotations: {
        'backstage.io/managed-by-location': `url:https://host/${index % 5}`,
        ...(random() < 0.3 && { 'backstage.io/techdocs-ref': 'dir:.' }),
      },
      ...(random() < 0.2 && { labels: { Tier: pick(['1', '2']), __proto__x: 'y' } }),
    },
    spec: {
      ...(random() < 0.8 && { type: pick(types) }),
      lifecycle: pick(['production', 'experimental']),
      owner,
      replicas: Math.floor(random() * 4),
      ...(random() < 0.3 && { nothing: null, flag: random() < 0.5 }),
      ...(random() < 0.2 && {
        ports: [
          { number: 80, name: 'http' },
          { number: 443, name: 'https' },
        ],
      }),
      ...(random() < 0.1 && JSON.parse('{"__proto__": {"polluted": "yes"}, "constructor": "c"}')),
    },
    relations: [
      { type: 'ownedBy', targetRef: owner },
      ...(random() < 0.4 ? [{ type: 'dependsOn', targetRef: `component:default/alpha-${index % 9}` }] : []),
      ...(random() < 0.4 ? [{ type: 'dependsOn', targetRef: `resource:default/beta-${index % 4}` }] : []),
    ],
  };
}
