// The catalog of Portico, with layers of the model that the official packages make and add.
import { createRequire } from 'node:module';
import { createBackend } from '@portico/backend-defaults';

// Node runs these packages as CommonJS only.
const require = createRequire(import.meta.url);
const { aiResourceEntityModel, createCatalogModelLayer, mcpServerApiEntityModel } =
  require('@backstage/catalog-model/alpha') as typeof import('@backstage/catalog-model/alpha');
const { provideStaticCatalogModel } =
  require('@backstage/plugin-catalog-node/alpha') as typeof import('@backstage/plugin-catalog-node/alpha');

const robots = createCatalogModelLayer({
  layerId: 'acme.com/robots',
  builder(model) {
    model.addKind({
      group: 'acme.com',
      names: { kind: 'Robot', singular: 'robot', plural: 'robots' },
      description: 'A machine that walks',
      versions: [
        {
          name: ['v1', 'v2'],
          relationFields: [
            { selector: { path: 'spec.owner' }, relation: 'ownedBy', defaultKind: 'Group' },
            { selector: { path: 'spec.runs' }, relation: 'runs', defaultKind: 'Component' },
          ],
          schema: {
            jsonSchema: {
              type: 'object',
              required: ['spec'],
              properties: {
                spec: {
                  type: 'object',
                  required: ['owner'],
                  properties: {
                    owner: { type: 'string' },
                    runs: { type: 'array', items: { type: 'string' } },
                  },
                },
              },
            },
          },
        },
      ],
    });
    model.addRelationPair({
      fromKind: 'Robot',
      toKind: 'Component',
      description: 'Software, and the machine that it makes walk',
      forward: { type: 'runs', title: 'runs' },
      reverse: { type: 'runsOn', title: 'runs on' },
    });
    model.addAnnotation({
      name: 'acme.com/serial',
      description: 'As on the plate',
      schema: { jsonSchema: { type: 'string', pattern: '^[0-9]+$' } },
    });
    model.addLabel({ name: 'acme.com/colour', description: 'What it looks like' });
    model.addTag({ name: 'walking', description: 'It has legs' });
    model.updateKind({
      names: { kind: 'Component' },
      versions: [
        {
          name: ['v1alpha1', 'v1beta1'],
          schema: {
            jsonSchema: {
              properties: { spec: { properties: { tier: { type: 'string', enum: ['gold', 'silver'] } } } },
            },
          },
        },
      ],
    });
    model.removeKind({ kind: 'Domain' });
  },
});

const backend = createBackend();
backend.add(import('@portico/plugin-catalog/backend'));
backend.add(provideStaticCatalogModel({ layers: [robots, aiResourceEntityModel, mcpServerApiEntityModel] }));
await backend.start();
