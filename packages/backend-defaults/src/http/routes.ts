import type { Handler } from 'express';
import { createMountTable, type MountTable } from './mount-table.ts';
import { runMounted } from './mount.ts';

/** The mounted handlers of a server, and the handler that picks among them. */
export interface Routes {
  add: MountTable['add'];
  handler: Handler;
  /** From now on a path without a handler is not waited for. */
  settle(): void;
}

/** How {@link createRoutes} treats paths that nobody has taken. */
export interface RoutesOptions {
  /** The mounted path that also answers everything outside `/api`; `false` for none. */
  indexPath: string | false;
  /** How long a request for a path that may yet be mounted waits, in milliseconds. */
  startupPause: number;
}

interface Waiting {
  pathname: string;
  timeout: NodeJS.Timeout;
  resume(): void;
}

/** Makes the dispatcher: one look-up for the plugin id of `/api/<id>`, whatever the number of plugins. */
export function createRoutes({ indexPath, startupPause }: RoutesOptions): Routes {
  const mounts = createMountTable();
  const waiting = new Set<Waiting>();
  let settled = false;

  const resume = (entry: Waiting): void => {
    clearTimeout(entry.timeout);
    if (waiting.delete(entry)) entry.resume();
  };
  const wait = (pathname: string, proceed: () => void): void => {
    const entry: Waiting = {
      pathname,
      resume: proceed,
      timeout: setTimeout(() => resume(entry), startupPause),
    };
    waiting.add(entry);
  };
  const dispatch: Handler = (req, res, next) => {
    const pathname = pathnameOf(req.url);
    const mount = mounts.find(pathname);
    if (mount) return runMounted(mount.handler, mount.path.length, req, res, next);
    const index = indexPath && !isApi(pathname) ? mounts.find(indexPath) : undefined;
    return index ? index.handler(req, res, next) : next();
  };
  return {
    add(path, handler) {
      mounts.add(path, handler);
      for (const entry of waiting) if (path === indexPath || mounts.find(entry.pathname)) resume(entry);
    },
    handler: (req, res, next) => {
      if (settled || mounts.find(pathnameOf(req.url))) return dispatch(req, res, next);
      return wait(pathnameOf(req.url), () => void dispatch(req, res, next));
    },
    settle() {
      settled = true;
      for (const entry of waiting) resume(entry);
    },
  };
}

function pathnameOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

function isApi(pathname: string): boolean {
  return /^\/api(?:\/|$)/i.test(pathname);
}
