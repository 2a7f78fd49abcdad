/** A group as the tree needs it. */
export interface GroupFacts {
  ref: string;
  title: string;
  type?: string | undefined;
  /** The group that it names as its parent. */
  parentRef?: string | undefined;
  /** The groups that it names as its own. */
  childRefs: readonly string[];
  /** How many people are in it, and how much it owns, without its groups. */
  members: number;
  owned: number;
}

/** A group at its place in the tree. */
export interface TreeGroup extends GroupFacts {
  children: TreeGroup[];
  /** What it and all groups below it own. */
  ownedInAll: number;
}

/**
 * Puts groups below their parents, sorted by title. Parent and children may
 * each name the other; the first parent counts. Groups that contain each other
 * are taken apart where the circle begins, so that none is lost.
 */
export function buildGroupTree(groups: readonly GroupFacts[]): TreeGroup[] {
  const sorted = groups.toSorted((a, b) => a.title.localeCompare(b.title));
  const nodes = new Map(
    sorted.map(group => [group.ref, { ...group, children: [] as TreeGroup[], ownedInAll: 0 }]),
  );
  const parents = new Map<string, string>();
  for (const { ref, parentRef } of sorted) {
    if (parentRef !== undefined && nodes.has(parentRef)) parents.set(ref, parentRef);
  }
  for (const { ref, childRefs } of sorted) {
    for (const child of childRefs) if (nodes.has(child) && !parents.has(child)) parents.set(child, ref);
  }
  openCircles(parents);
  const roots: TreeGroup[] = [];
  for (const [ref, node] of nodes) {
    const parent = nodes.get(parents.get(ref) ?? '');
    if (parent) parent.children.push(node);
    else roots.push(node);
  }
  for (const root of roots) sumUp(root);
  return roots;
}

/** Each group is looked at once: what is above one that was looked at before has no circle any more. */
function openCircles(parents: Map<string, string>): void {
  const done = new Set<string>();
  for (const start of parents.keys()) {
    const path = new Set<string>();
    for (let at: string | undefined = start; at !== undefined && !done.has(at); at = parents.get(at)) {
      path.add(at);
      if (path.has(parents.get(at) ?? '')) parents.delete(at);
    }
    for (const ref of path) done.add(ref);
  }
}

/** Without recursion: how deep the groups of others are is not ours to decide. */
function sumUp(root: TreeGroup): void {
  const order: TreeGroup[] = [];
  for (const waiting = [root]; waiting.length > 0;) {
    const group = waiting.pop();
    if (!group) break;
    order.push(group);
    waiting.push(...group.children);
  }
  for (const group of order.reverse()) {
    group.ownedInAll = group.children.reduce((sum, child) => sum + child.ownedInAll, group.owned);
  }
}

/** A line of the tree as it is shown. */
export interface TreeLine {
  group: TreeGroup;
  level: number;
  isOpen: boolean;
}

/** The lines of the tree: groups below an open one, or with a search those that are found and all above them. */
export function linesOf(
  roots: readonly TreeGroup[],
  { isOpen, search = '' }: { isOpen(group: TreeGroup, level: number): boolean; search?: string },
): TreeLine[] {
  const text = search.trim().toLocaleLowerCase();
  const kept = text === '' ? undefined : keptBy(roots, text);
  const lines: TreeLine[] = [];
  const waiting = roots.map(group => ({ group, level: 0 })).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { group, level } = next;
    if (kept && !kept.has(group.ref)) continue;
    const open =
      group.children.length > 0 &&
      (kept ? group.children.some(({ ref }) => kept.has(ref)) : isOpen(group, level));
    lines.push({ group, level, isOpen: open });
    if (open) waiting.push(...group.children.map(child => ({ group: child, level: level + 1 })).reverse());
  }
  return lines;
}

function keptBy(roots: readonly TreeGroup[], text: string): Set<string> {
  const kept = new Set<string>();
  const waiting: { group: TreeGroup; above: string[] }[] = roots.map(group => ({ group, above: [] }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { group, above } = next;
    const path = [...above, group.ref];
    if (`${group.title}\n${group.ref}`.toLocaleLowerCase().includes(text))
      for (const ref of path) kept.add(ref);
    waiting.push(...group.children.map(child => ({ group: child, above: path })));
  }
  return kept;
}
