import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal, type RunningPortal } from './start-portal.ts';

/** A kind, a field and a pair of relations that an organisation might add. */
const model = {
  kinds: [
    {
      kind: 'Product',
      apiVersions: ['acme.example/v1'],
      description: 'Something that is sold',
      display: { icon: 'rocket', hue: 130, plural: 'Products' },
      spec: {
        required: ['owner', 'stage'],
        properties: {
          owner: { type: 'string' },
          stage: { enum: ['idea', 'sold'], description: 'How far it is' },
          price: { type: 'number', title: 'Price in euros' },
          launchedOn: { type: 'string', format: 'date' },
          homepage: { type: 'string', format: 'uri' },
          markets: { type: 'array', items: { type: 'string' } },
          underContract: { type: 'boolean' },
          limits: { type: 'object' },
        },
      },
      relationFields: [
        { path: 'spec.owner', defaultKind: 'Group', relation: 'ownedBy' },
        { path: 'spec.builtFrom', defaultKind: 'Component', relation: 'builtFrom' },
      ],
    },
  ],
  fields: [{ kind: 'Component', spec: { properties: { tier: { enum: ['gold', 'silver'] } } } }],
  relations: [{ type: 'builtFrom', inverse: 'buildsInto', title: 'made of', inverseTitle: 'goes into' }],
};

const entities = `apiVersion: acme.example/v1
kind: Product
metadata: { name: ferry-pass, title: Ferry pass, description: As many crossings as one likes }
spec:
  owner: sales
  stage: sold
  price: 1249.5
  launchedOn: "2026-03-01"
  homepage: https://ferry.example/pass
  markets: [Norway, Denmark]
  underContract: true
  limits: { crossings: 100, perDay: 4 }
  builtFrom: [booking, billing]
---
apiVersion: acme.example/v1
kind: Product
metadata: { name: cabin-upgrade }
spec: { owner: sales, stage: idea }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: booking, title: Booking }
spec: { type: service, lifecycle: production, owner: sales, tier: gold }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: billing, title: Billing }
spec: { type: service, lifecycle: production, owner: sales, dependsOn: ['product:ferry-pass'] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: sales, title: Sales }
spec: { type: team, children: [] }
`;

/** Starts a portal whose configuration adds a kind, with some entities of it. */
export async function startProductPortal(env: Record<string, string> = {}): Promise<RunningPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-products-'));
  const target = join(folder, 'products.yaml');
  await writeFile(target, entities);
  const rules = [{ allow: ['Product', 'Component', 'Group'] }];
  const portal = await startPortal({
    APP_CONFIG_catalog_model: JSON.stringify(model),
    APP_CONFIG_catalog_locations: JSON.stringify([{ type: 'file', target, rules }]),
    ...env,
  });
  return {
    ...portal,
    async [Symbol.asyncDispose]() {
      await portal[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
