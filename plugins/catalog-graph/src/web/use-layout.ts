import { useEffect, useMemo, useState } from 'react';
import type { DrawnGraph } from './model/drawn-graph.ts';
import type { LayoutRequest, LayoutResult } from './model/layout.ts';

/** A graph with a place for everything in it. */
export interface PlacedGraph {
  graph: DrawnGraph;
  layout: LayoutResult;
}

/**
 * Arranges a graph on another thread. The arrangement before stays until the
 * next is there; an answer that nobody waits for any more is dropped.
 */
export function useLayout(
  graph: DrawnGraph | undefined,
  options: Pick<LayoutRequest, 'layout' | 'direction' | 'curve'>,
): { placed?: PlacedGraph | undefined; error?: Error | undefined } {
  const [state, setState] = useState<{ placed?: PlacedGraph; error?: Error }>({});
  const worker = useWorker();
  const { layout, direction, curve } = options;
  useEffect(() => {
    if (!graph) return;
    return worker.arrange(toRequest(graph, { layout, direction, curve }), answer =>
      setState('result' in answer ? { placed: { graph, layout: answer.result } } : answer),
    );
  }, [worker, graph, layout, direction, curve]);
  return state;
}

type Answer = { result: LayoutResult } | { error: Error };

/** One thread a page, from the first graph until the page is left. */
function useWorker(): {
  arrange(request: LayoutRequest, done: (answer: Answer) => void): () => void;
  stop(): void;
} {
  const threads = useMemo(() => {
    let worker: Worker | undefined;
    let last = 0;
    return {
      arrange(request: LayoutRequest, done: (answer: Answer) => void) {
        worker ??= new Worker(new URL('./model/layout-worker.ts', import.meta.url), { type: 'module' });
        const current = worker;
        last += 1;
        const id = last;
        const onMessage = ({ data }: MessageEvent<{ id: number; result: LayoutResult }>): void => {
          if (data.id === id) done({ result: data.result });
        };
        const onError = (event: ErrorEvent): void =>
          done({ error: new Error(event.message || 'The layout failed') });
        current.addEventListener('message', onMessage);
        current.addEventListener('error', onError);
        current.postMessage({ id, request });
        return () => {
          current.removeEventListener('message', onMessage);
          current.removeEventListener('error', onError);
        };
      },
      stop() {
        worker?.terminate();
        worker = undefined;
      },
    };
  }, []);
  useEffect(() => () => threads.stop(), [threads]);
  return threads;
}

function toRequest(
  graph: DrawnGraph,
  options: Pick<LayoutRequest, 'layout' | 'direction' | 'curve'>,
): LayoutRequest {
  const index = new Map(graph.nodes.map(({ entityRef }, position) => [entityRef, position]));
  return {
    ...options,
    // About as the canvas; a map is not arranged anew when the window changes.
    ratio: Math.min(2, Math.max(0.6, innerWidth / innerHeight)),
    count: graph.nodes.length,
    roots: graph.rootRefs.flatMap(ref => index.get(ref) ?? []),
    edges: graph.edges.map(({ from, to }) => [index.get(from) ?? 0, index.get(to) ?? 0]),
  };
}
