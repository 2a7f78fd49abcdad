import { useCallback, useState } from 'react';
import type { TreeGroup } from '../model/group-tree.ts';

/** Groups of so many levels are open at first. */
const openLevels = 2;

/** Which groups of a tree show those below them. */
export function useOpenGroups(roots: readonly TreeGroup[]): {
  isOpen(group: TreeGroup, level: number): boolean;
  toggle(group: TreeGroup, level: number): void;
  openAll(): void;
  closeAll(): void;
} {
  const [all, setAll] = useState<boolean>();
  const [changed, setChanged] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isOpen = useCallback(
    (group: TreeGroup, level: number) =>
      changed.get(group.ref) ?? all ?? (level < openLevels || (roots.length === 1 && level < openLevels + 1)),
    [changed, all, roots.length],
  );
  const setEvery = (open: boolean): void => {
    setAll(open);
    setChanged(new Map());
  };
  return {
    isOpen,
    toggle: (group, level) => setChanged(new Map(changed).set(group.ref, !isOpen(group, level))),
    openAll: () => setEvery(true),
    closeAll: () => setEvery(false),
  };
}
