/**
 * Finds cycles in a directed graph: at least one in each group of nodes that
 * reach one another, none sharing a node with another. Each is a path whose
 * last node is its first.
 */
export function findCycles<T>(nodes: Iterable<T>, next: (node: T) => Iterable<T>): T[][] {
  const cycles: T[][] = [];
  const reported = new Set<T>();
  const done = new Set<T>();
  const path: T[] = [];
  const indexOnPath = new Map<T, number>();

  function visit(node: T): void {
    indexOnPath.set(node, path.length);
    path.push(node);
    for (const target of next(node)) {
      const start = indexOnPath.get(target);
      if (start !== undefined) report([...path.slice(start), target]);
      else if (!done.has(target)) visit(target);
    }
    path.pop();
    indexOnPath.delete(node);
    done.add(node);
  }

  function report(cycle: T[]): void {
    if (cycle.some(node => reported.has(node))) return;
    for (const node of cycle) reported.add(node);
    cycles.push(cycle);
  }

  for (const node of nodes) if (!done.has(node)) visit(node);
  return cycles;
}
