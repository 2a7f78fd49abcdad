import type { ActionsRegistryService } from '@portico/backend-plugin-api';
import type { CatalogModel } from '@portico/catalog-model';
import type { CatalogService } from '../../node/catalog-service.ts';
import { describeModel } from './describe-model.ts';
import { registerEntityActions } from './entity-actions.ts';
import { registerLocationActions } from './location-actions.ts';

/** Offers what the catalog can do to people, templates and agents. Each action does it as whoever invokes it. */
export function registerCatalogActions(options: {
  actionsRegistry: ActionsRegistryService;
  catalog: CatalogService;
  model: CatalogModel;
}): void {
  const { actionsRegistry, catalog, model } = options;
  registerEntityActions(actionsRegistry, catalog);
  registerLocationActions(actionsRegistry, catalog);
  actionsRegistry.register({
    name: 'get-catalog-model-description',
    title: 'Get a Catalog Model Description',
    description:
      'Describes, as Markdown, the kinds of entities that this catalog knows, their fields and the relations between them.',
    attributes: { destructive: false, readOnly: true, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z => z.object({ description: z.string().describe('The description as Markdown') }),
    },
    action: async () => ({ output: { description: describeModel(model) } }),
  });
}
