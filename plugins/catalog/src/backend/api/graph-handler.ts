import { parseEntityRef, stringifyEntityRef } from '@portico/catalog-model';
import { InputError } from '@portico/errors';
import type { ApiHandlers } from '@portico/http-api/node';
import type { CatalogHttpApi } from '../../api.ts';
import { readGraph } from '../query/read-graph.ts';
import type { CatalogApiContext } from './catalog-api-context.ts';

const mostRoots = 100;
const mostChoices = 200;

/** Makes the handler that draws a map around entities. */
export function createGraphHandler(
  context: CatalogApiContext,
): Pick<ApiHandlers<CatalogHttpApi>, 'getEntityGraph'> {
  const { catalog, sets, visibility } = context;
  return {
    getEntityGraph: async ({ query, decision }) => {
      const { ref, depth = 2, relation, kind, limit = 1000 } = query;
      assertFew('ref', ref, mostRoots);
      assertFew('relation', relation, mostChoices);
      assertFew('kind', kind, mostChoices);
      const graph = await readGraph(catalog.db, sets, {
        refs: ref.map(text => stringifyEntityRef(parseEntityRef(text))),
        depth,
        relations: relation,
        kinds: kind,
        limit,
        visible: visibility(decision),
      });
      const types = new Set(graph.edges.map(edge => edge.type));
      const relationPairs = catalog.model
        .relationPairs()
        .filter(pair => types.has(pair.type) || types.has(pair.inverse))
        .map(pair => [pair.type, pair.inverse] as const);
      return { ...graph, relationPairs };
    },
  };
}

function assertFew(name: string, values: readonly string[] = [], most: number): void {
  if (values.length > most) {
    throw new InputError(
      `There are ${values.length} times '${name}', and ${most} are allowed. Ask for fewer`,
    );
  }
}
