import type { Handler } from 'express';

/** A handler and the path that it was found under. */
export interface Mount {
  path: string;
  handler: Handler;
}

/** Handlers by path, found without scanning. */
export interface MountTable {
  /** Throws when the path overlaps with one that is taken: paths are compared without regard to case. */
  add(path: string, handler: Handler): void;
  /** The handler for a path or for a parent of it. */
  find(pathname: string): Mount | undefined;
}

/** Makes an empty table of mounted handlers. */
export function createMountTable(): MountTable {
  const mounts = new Map<string, Mount>();
  let deepest = 0;
  const look = (key: string): Mount | undefined => mounts.get(key) ?? mounts.get(key.toLowerCase());

  return {
    add(path, handler) {
      const key = toKey(path);
      const taken = [...mounts.keys()].find(other => overlaps(other, key));
      if (taken !== undefined) {
        throw new Error(
          `Path '${path}' overlaps with the path '${taken}', which is already in use; choose another path`,
        );
      }
      mounts.set(key, { path: key, handler });
      deepest = Math.max(deepest, depthOf(key));
    },
    find(pathname) {
      if (pathname.startsWith('/api/')) {
        const mount = look(cut(pathname, 5));
        if (mount) return mount;
      }
      for (let depth = 0, end = 0; depth <= deepest && end < pathname.length; depth++) {
        end = depth === 0 ? 0 : endOfSegment(pathname, end + 1);
        const mount = look(pathname.slice(0, end));
        if (mount) return mount;
      }
      return undefined;
    },
  };
}

function toKey(path: string): string {
  if (!path.startsWith('/')) throw new Error(`Path '${path}' cannot be mounted; begin it with '/'`);
  return path.replace(/\/+$/, '').toLowerCase();
}

function overlaps(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

function depthOf(key: string): number {
  return key.split('/').length - 1;
}

function endOfSegment(pathname: string, from: number): number {
  const slash = pathname.indexOf('/', from);
  return slash === -1 ? pathname.length : slash;
}

function cut(pathname: string, from: number): string {
  return pathname.slice(0, endOfSegment(pathname, from));
}
