import { type FSWatcher, watch } from 'node:fs';

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
 * told once. Folders that cannot be watched are left to the regular checks.
 */
export function createFolderWatch(onChange: (folder: string) => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  const settling = new Map<string, NodeJS.Timeout>();
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
  return {
    add(folder) {
      if (watchers.has(folder) || watchers.size >= maxFolders) return;
      try {
        const watcher = watch(folder, { persistent: false }, (_event, file) => {
          if (file === null || interesting.test(file)) tell(folder);
        });
        watcher.on('error', () => drop(folder));
        watchers.set(folder, watcher);
      } catch {
        // It does not exist, or the system has no watches left.
      }
    },
    [Symbol.dispose]() {
      for (const folder of watchers.keys()) drop(folder);
      for (const timer of settling.values()) clearTimeout(timer);
    },
  };
}
