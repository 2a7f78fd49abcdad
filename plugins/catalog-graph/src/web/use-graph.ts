import { useMemo } from 'react';
import type { EntityGraph } from '@portico/catalog-client';
import { useApi } from '@portico/frontend-plugin-api';
import type { GraphOptions } from '../graph-options.ts';
import { catalogGraphApiRef } from '../react/catalog-graph-api.ts';
import type { GraphChoice } from './graph-choice.ts';
import { drawGraph, nodeTitle, type DrawnGraph } from './model/drawn-graph.ts';
import { useEntityGraph } from './use-entity-graph.ts';
import { useLayout, type PlacedGraph } from './use-layout.ts';

/** The graph that the options ask for, as far as it is there. */
export interface GraphState {
  /** As the catalog answered. */
  answer?: EntityGraph | undefined;
  graph?: DrawnGraph | undefined;
  placed?: PlacedGraph | undefined;
  /** The refs that a search found; absent without a search. */
  found?: ReadonlySet<string> | undefined;
  error?: Error | undefined;
  layoutError?: Error | undefined;
  retry(): void;
}

/** Asks for the graph, draws lines, and arranges it. */
export function useGraph(options: GraphOptions, choice: GraphChoice): GraphState {
  const known = useApi(catalogGraphApiRef);
  const { selectedRelations, selectedKinds, maxDepth, rootEntityRefs, search } = options;
  const { mergeRelations, unidirectional, layout, direction, curve } = options;
  const { data, error, refetch } = useEntityGraph({
    entityRefs: rootEntityRefs,
    depth: maxDepth,
    relations: selectedRelations ?? choice.relations,
    kinds: selectedKinds ?? choice.kinds,
  });
  const chosenPairs = choice.relationPairs;
  const graph = useMemo(() => {
    if (!data) return undefined;
    // Relations of the organisation's own are opposite to each other as the catalog says.
    const relationPairs = chosenPairs ?? [...known.knownRelationPairs, ...data.relationPairs];
    return drawGraph(data, { relationPairs, mergeRelations, unidirectional });
  }, [data, chosenPairs, known, mergeRelations, unidirectional]);
  const { placed, error: layoutError } = useLayout(graph, { layout, direction, curve });
  const found = useMemo(() => graph && findNodes(graph, search), [graph, search]);
  return {
    answer: data,
    graph,
    placed,
    found,
    error: error ?? undefined,
    layoutError,
    retry: () => void refetch(),
  };
}

/** The entities with a text in their name or title. */
export function findNodes(graph: DrawnGraph, search: string): ReadonlySet<string> | undefined {
  const text = search.trim().toLocaleLowerCase();
  if (text === '') return undefined;
  const isFound = (name: string): boolean => name.toLocaleLowerCase().includes(text);
  return new Set(
    graph.nodes
      .filter(node => isFound(nodeTitle(node)) || isFound(node.name))
      .map(({ entityRef }) => entityRef),
  );
}
