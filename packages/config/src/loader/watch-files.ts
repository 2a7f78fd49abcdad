import { watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

/**
 * Calls back after any of some files may have changed, appeared or gone, once
 * for changes that come together. Folders are watched rather than files, so
 * that editors that replace a file and the symbolic links that Kubernetes
 * switches under a mounted volume are seen. Does not keep the process running.
 */
export function watchFiles(onChange: () => void): { follow(files: readonly string[]): void; stop(): void } {
  const watchers = new Map<string, FSWatcher>();
  let names = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const onEvent = (name: string | null): void => {
    // `..data` is the link that Kubernetes switches; its files are links through it.
    if (name !== null && !names.has(name) && !name.startsWith('..')) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, 50);
  };

  return {
    follow(files) {
      // A reading that was under way may still ask for it.
      if (stopped) return;
      names = new Set(files.map(file => basename(file)));
      const folders = new Set(files.map(file => dirname(file)));
      for (const [folder, watcher] of watchers) {
        if (folders.has(folder)) continue;
        watcher.close();
        watchers.delete(folder);
      }
      for (const folder of folders) {
        const watcher = watchers.has(folder) ? undefined : watchFolder(folder, onEvent);
        watcher?.once('error', () => watchers.delete(folder));
        if (watcher) watchers.set(folder, watcher);
      }
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function watchFolder(folder: string, onEvent: (name: string | null) => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, (_event, name) => onEvent(name));
  } catch {
    // The folder of an optional file need not exist.
    return undefined;
  }
}
