import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '../../packages/backend-plugin-api/src/index.ts';
import { createBackend } from '../../packages/backend-defaults/src/index.ts';
import { catalogProcessingExtensionPoint } from '../../plugins/catalog/src/node.ts';
import type { EntityProviderConnection } from '../../plugins/catalog/src/node.ts';
import { generateCatalog } from '../catalog/generate.ts';

// A catalog with a generated organisation, a policy with conditions, and a plugin by which the bench changes entities.
const size = Number(process.env.BENCH_SIZE ?? 1_000);
let connection: EntityProviderConnection | undefined;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const provider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench',
  register: env =>
    env.registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'bench',
          async connect(given) {
            connection = given;
            await connection.applyMutation({ type: 'full', entities: entitiesOf(size) });
            // Two gigabytes at 750,000, which the bench has made and not the portal.
            collectGarbage();
          },
        });
      },
    }),
});

const control = createBackendPlugin({
  pluginId: 'bench',
  register: env =>
    env.registerInit({
      deps: { http: coreServices.httpRouter },
      init({ http }) {
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        http.use(async (req, res) => {
          const [, action = '', count = '1'] = req.path.split('/');
          const lifecycle = `changed-${Math.random().toString(36).slice(2, 5)}`;
          const rss = process.memoryUsage().rss;
          if (action === 'prepare') prepared = entitiesOf(Number(count), 'grown-');
          const all = action === 'grow' ? prepared : changed(Number(count), lifecycle);
          if (action === 'grow' || action === 'change')
            await connection?.applyMutation({ type: 'delta', added: all, removed: [] });
          res.json({ rss });
        });
      },
    }),
});

/** Everybody may see all but what is deprecated. */
const policy = createBackendPlugin({
  pluginId: 'permission',
  register: env =>
    env.registerInit({
      deps: { http: coreServices.httpRouter },
      init({ http }) {
        http.use(async (req, res) => {
          const chunks: Buffer[] = [];
          for await (const chunk of req) chunks.push(chunk as Buffer);
          const { items } = JSON.parse(Buffer.concat(chunks).toString()) as { items: { id: string }[] };
          const rule = { rule: 'HAS_SPEC', resourceType: 'catalog-entity' };
          const conditions = { not: { ...rule, params: { key: 'lifecycle', value: 'deprecated' } } };
          const decision = {
            result: 'CONDITIONAL',
            pluginId: 'catalog',
            resourceType: 'catalog-entity',
            conditions,
          };
          res.json({ items: items.map(({ id }) => ({ id, ...decision })) });
        });
      },
    }),
});

// What is measured is the catalog: the entities that it is given are there before.
let prepared: ReturnType<typeof entitiesOf> = [];
// Of this catalog: in one of another size they have other relations, and a change would be that of a dozen entities.
const changeable = [...generateCatalog(size).take(1_000).drop(200)];

function entitiesOf(count: number, prefix = '') {
  return [...generateCatalog(count)].map(entity => {
    const metadata = { ...entity.metadata, name: prefix + entity.metadata.name };
    return { entity: { ...entity, metadata }, locationKey: 'bench' };
  });
}

let turn = 0;
function changed(count: number, lifecycle: string) {
  turn += 1;
  const some = changeable.filter((_, index) => (index + turn) % 37 === 0).slice(0, count);
  return some.map(entity => ({
    entity: { ...entity, spec: { ...entity.spec, lifecycle } },
    locationKey: 'bench',
  }));
}

const backend = createBackend();
backend.add(import('../../plugins/auth/src/backend/index.ts'));
backend.add(import('../../plugins/catalog/src/backend/index.ts'));
backend.add(provider);
backend.add(control);
backend.add(policy);
await backend.start();
