import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { CatalogApi } from '@portico/catalog-client';
import { DEFAULT_NAMESPACE, type CatalogModel, type Entity } from '@portico/catalog-model';
import { placeAt } from './cursor-place.ts';
import { suggest, type Suggestion, type Suggestions } from './suggest.ts';

/** What completions are made of. */
export interface CompletionTools {
  catalog: Pick<CatalogApi, 'queryEntities' | 'getEntityFacets'>;
  model: CatalogModel;
}

const mostRefs = 20;

/** Completes keys and values by the model, refs and words by the catalog. */
export function createCompletions(tools: CompletionTools) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const place = placeAt(context.state.doc.toString(), context.pos);
    if (!place || (!context.explicit && place.prefix === '' && place.part === 'key')) return null;
    const suggestions = suggest(tools.model, place);
    const [refs, words] = await Promise.all([
      findRefs(tools, suggestions.refs, place.prefix),
      findWords(tools, suggestions.words),
    ]);
    const options = [...suggestions.options.map(toCompletion), ...refs, ...words];
    if (options.length === 0 || context.aborted) return null;
    return {
      from: place.from,
      options,
      // The catalog has looked for what was typed; more of it asks anew.
      ...(suggestions.refs ? { filter: false } : { validFor: /^[\w./:-]*$/ }),
    };
  };
}

function toCompletion({ label, insert, detail, info }: Suggestion): Completion {
  return {
    label,
    type: insert === undefined ? 'enum' : 'property',
    ...(insert !== undefined && { apply: insert }),
    ...(detail !== undefined && { detail }),
    ...(info !== undefined && { info }),
  };
}

async function findRefs(
  { catalog }: CompletionTools,
  refs: Suggestions['refs'],
  prefix: string,
): Promise<Completion[]> {
  if (!refs) return [];
  const term = prefix
    .replace(/^.*[:/]/, '')
    .replaceAll(/["'[\]]/g, '')
    .trim();
  const { items } = await catalog.queryEntities({
    limit: mostRefs,
    fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title', 'spec.profile.displayName'],
    filter: refs.kinds ? { kind: refs.kinds } : {},
    orderFields: [{ field: 'metadata.name', order: 'asc' }],
    ...(term !== '' && {
      fullTextFilter: { term, fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'] },
    }),
  });
  return items.map(entity => ({
    label: shortestRef(entity, refs.defaultKind),
    type: 'variable',
    detail: entity.metadata.title ?? entity.kind,
  }));
}

/** Leaves out what the field fills in. */
function shortestRef({ kind, metadata }: Entity, defaultKind: string | undefined): string {
  const { namespace = DEFAULT_NAMESPACE, name } = metadata;
  const plain = namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
  return kind === defaultKind ? plain : `${kind.toLowerCase()}:${plain}`;
}

async function findWords({ catalog }: CompletionTools, words: Suggestions['words']): Promise<Completion[]> {
  if (!words) return [];
  const { facets } = await catalog.getEntityFacets({
    facets: [words.facet],
    ...(words.kind !== undefined && { filter: { kind: words.kind } }),
  });
  return (facets[words.facet] ?? [])
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 50)
    .map(({ value, count }) => ({ label: value, type: 'text', detail: String(count) }));
}
