import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

/** A key that does something on the present page. */
export interface Shortcut {
  /** One key, as `KeyboardEvent.key` has it, with `mod+` for Ctrl or Cmd: `?`, `/`, `mod+k`. */
  keys: string;
  /** What it does, for the list of shortcuts. */
  label: string;
  run(): void;
}

interface Registry {
  shortcuts: readonly Shortcut[];
  add(shortcut: Shortcut): () => void;
}

const ShortcutsContext = createContext<Registry>({ shortcuts: [], add: () => () => {} });

/** Listens for the shortcuts of what it draws. Single keys do nothing while the user types or a dialog is open. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [shortcuts, setShortcuts] = useState<readonly Shortcut[]>([]);
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  }, [shortcuts]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const shortcut = latest.current.findLast(candidate => matches(candidate.keys, event));
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const registry = useMemo<Registry>(
    () => ({
      shortcuts,
      add(shortcut) {
        setShortcuts(before => [...before, shortcut]);
        return () => setShortcuts(before => before.filter(other => other !== shortcut));
      },
    }),
    [shortcuts],
  );
  return <ShortcutsContext value={registry}>{children}</ShortcutsContext>;
}

/** Adds a shortcut while the component is there. */
export function useShortcut({ keys, label, run }: Shortcut): void {
  const { add } = useContext(ShortcutsContext);
  const latest = useRef({ add, run });
  useEffect(() => {
    latest.current = { add, run };
  });
  useEffect(() => latest.current.add({ keys, label, run: () => latest.current.run() }), [keys, label]);
}

/** The shortcuts of the present page. */
export function useShortcuts(): readonly Shortcut[] {
  return useContext(ShortcutsContext).shortcuts;
}

function matches(keys: string, event: KeyboardEvent): boolean {
  const needsMod = keys.startsWith('mod+');
  const key = needsMod ? keys.slice('mod+'.length) : keys;
  if (event.key.toLowerCase() !== key || event.altKey || needsMod !== (event.ctrlKey || event.metaKey))
    return false;
  return needsMod || !(isTyping(event.target) || document.querySelector('dialog[open], [role="dialog"]'));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
