import type { ActionsRegistryService } from '@portico/backend-plugin-api';
import { InputError, NotFoundError } from '@portico/errors';
import type { CatalogService } from '../../node/catalog-service.ts';

/** Registers the actions that add locations to the catalog and remove them. */
export function registerLocationActions(actions: ActionsRegistryService, catalog: CatalogService): void {
  actions.register({
    name: 'register-entity',
    title: 'Register entity in the Catalog',
    description:
      'Registers the URL of a catalog-info.yaml file. The catalog reads all entities that it declares, and keeps them as the file has them. Answers with the id by which the location can be unregistered.',
    attributes: { destructive: false, readOnly: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          locationUrl: z
            .string()
            .describe(
              'The URL of the file, such as https://github.com/acme/tool/blob/main/catalog-info.yaml',
            ),
        }),
      output: z => z.object({ locationId: z.string().describe('The id of the location') }),
    },
    async action({ input: { locationUrl }, credentials }) {
      if (!URL.canParse(locationUrl)) throw new InputError(`${locationUrl} is an invalid URL`);
      const { location } = await catalog.addLocation({ type: 'url', target: locationUrl }, { credentials });
      return { output: { locationId: location.id } };
    },
  });

  actions.register({
    name: 'unregister-entity',
    title: 'Unregister entity from the Catalog',
    description:
      'Removes a registered location, by its id or its URL, with all entities that were read from it.',
    attributes: { destructive: true, readOnly: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          type: z
            .union([
              z.object({ locationId: z.string().describe('The id of the location') }),
              z.object({ locationUrl: z.string().describe('The URL that was registered') }),
            ])
            .describe('The id or the URL of the location'),
        }),
      output: z => z.object({}),
    },
    async action({ input: { type }, credentials }) {
      const ids =
        'locationId' in type ? [type.locationId] : await findIds(catalog, type.locationUrl, { credentials });
      for (const id of ids) await catalog.removeLocationById(id, { credentials });
      return { output: {} };
    },
  });
}

async function findIds(
  catalog: CatalogService,
  url: string,
  options: Parameters<CatalogService['getLocations']>[1],
): Promise<string[]> {
  const { items } = await catalog.getLocations({}, options);
  const found = items.filter(({ target }) => target.toLowerCase() === url.toLowerCase());
  if (found.length === 0) throw new NotFoundError(`Location with URL ${url} not found`);
  return found.map(({ id }) => id);
}
