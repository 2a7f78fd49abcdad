import { arrangeForce } from './arrange-force.ts';
import { arrangeHierarchy } from './arrange-hierarchy.ts';
import type { LayoutRequest } from './layout.ts';

// Runs on a thread of its own, so that the page can be used meanwhile.
addEventListener('message', ({ data }: MessageEvent<{ id: number; request: LayoutRequest }>) => {
  const { id, request } = data;
  const arrange = request.layout === 'force' ? arrangeForce : arrangeHierarchy;
  postMessage({ id, result: arrange(request) });
});
