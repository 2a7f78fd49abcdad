import { existsSync, type FSWatcher, watch } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Tells when something in a folder changes. */
export interface FolderWatch extends Disposable {
  add(folder: string): void;
}

// A folder may hold the portal's own database, whose files change with every check.
const interesting = /\.(?:ya?ml|json|graphql|gql|proto|wsdl|xsd|txt|md)$/i;
const maxFolders = 500;
const settleMs = 30;

/**
 * Watches folders, not those below them. Changes that come close together are
 * told once. Of a folder that is not there, it is told when it is made. Folders
 * that cannot be watched are left to the regular checks.
 */
export function createFolderWatch(onChange: (folder: string) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  const settling = new Map<string, NodeJS.Timeout>();
  let isDisposed = false;
  const tell = (folder: string): void => {
    clearTimeout(settling.get(folder));
    const timer = setTimeout(() => {
      settling.delete(folder);
      onChange(folder);
    }, settleMs);
    timer.unref();
    settling.set(folder, timer);
  };
  const drop = (folder: string): void => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string, tries = 3): void => {
    if (isDisposed || watchers.has(folder) || watchers.size >= maxFolders) return;
    const isWatched = open(folder, folder, file => {
      if (file === null || interesting.test(file)) tell(folder);
    });
    if (!isWatched) awaitFolder(folder, { ancestor: dirname(folder), tries });
  };

  /** Watches a place for the sake of a folder; false if it does not exist, or the system has no watches left. */
  function open(folder: string, place: string, onEvent: (file: string | null) => void): boolean {
    try {
      const watcher = watch(place, { persistent: false }, (_event, file) => onEvent(file));
      watcher.on('error', () => drop(folder));
      watchers.set(folder, watcher);
      return true;
    } catch {
      return false;
    }
  }

  /** What is nearest above it, and there, sees the next step to it being made. */
  function awaitFolder(folder: string, { ancestor, tries }: { ancestor: string; tries: number }): void {
    const [step = ''] = relative(ancestor, folder).split(sep);
    const comeCloser = (left: number): void => {
      drop(folder);
      add(folder, left);
      tell(folder);
    };
    const isWatched = open(folder, ancestor, file => {
      if (file === null || file === step) comeCloser(3);
    });
    if (!isWatched && dirname(ancestor) !== ancestor) {
      awaitFolder(folder, { ancestor: dirname(ancestor), tries });
    }
    // It may have been made before the watch was there.
    if (isWatched && tries > 0 && existsSync(join(ancestor, step))) comeCloser(tries - 1);
  }

  return {
    add: folder => add(folder),
    [Symbol.dispose]() {
      isDisposed = true;
      for (const folder of watchers.keys()) drop(folder);
      for (const timer of settling.values()) clearTimeout(timer);
    },
  };
}
