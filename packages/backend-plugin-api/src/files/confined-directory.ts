import type { Stats } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { InputError } from '@portico/errors';
import { openFileAt, rethrowFor, writeFileAt, type FileContent, type OpenFile } from './confined-file.ts';
import {
  linkAt,
  listAt,
  readLinkAt,
  removeAt,
  removeEscapingLinksAt,
  statAt,
  type DirectoryEntry,
} from './confined-tree.ts';
import { anchorDirectory, anchorNewDirectory } from './directory-anchor.ts';
import { followLinks, isInside } from './follow-links.ts';
import { leavesDirectory, resolveByText } from './safe-child-path.ts';

/**
 * The files below one folder, and no others. Paths are relative to it (or
 * absolute and inside). Symbolic links are followed as long as they stay
 * inside; `NotAllowedError` if a path leaves, `NotFoundError` if nothing is
 * there, `ConflictError` if the path was changed under the call.
 */
export interface ConfinedDirectory {
  /** The folder, absolute and without links. */
  readonly path: string;
  /** The absolute path that `path` leads to, with all links followed. True for this moment only. */
  resolve(path: string): string;
  /** Opens a regular file for reading. */
  open(path: string): Promise<OpenFile>;
  /** Throws `InputError` for what is no regular file, or larger than `maxBytes`. */
  readFile(path: string, options?: { maxBytes?: number }): Promise<Buffer>;
  /** Creates or replaces a file, and the folders above it. What is cut short is removed. */
  writeFile(
    path: string,
    content: FileContent,
    options?: { mode?: number; signal?: AbortSignal },
  ): Promise<void>;
  /** Creates a folder and those above it; fine if it exists. */
  makeDirectory(path: string): Promise<void>;
  /** Of the entry itself, without following it if it is a link; `undefined` if there is none. */
  stat(path: string): Promise<Stats | undefined>;
  /** Sorted by path; a folder before what it holds. Links are listed and not followed. */
  list(path?: string, options?: { recursive?: boolean }): Promise<DirectoryEntry[]>;
  /** Moves an entry; a link is moved as it is. */
  move(from: string, to: string): Promise<void>;
  /** Removes an entry with all it holds; a link without what it leads to. Fine if there is none. */
  remove(path: string): Promise<void>;
  /** Creates a symbolic link that stays inside, to a target relative to the folder of the link. */
  link(path: string, target: string): Promise<void>;
  readLink(path: string): Promise<string>;
  /** Removes the links that lead outside, and gives their paths. */
  removeEscapingLinks(): Promise<string[]>;
}

/**
 * Opens a folder for work that must not leave it: the one way to touch files
 * whose names come from outside. Throws `NotFoundError` if there is none,
 * unless `create` is set.
 */
export async function openConfinedDirectory(
  base: string,
  options: { create?: boolean } = {},
): Promise<ConfinedDirectory> {
  const path = followLinks(base);
  const anchor = await (options.create ? anchorNewDirectory(path) : anchorDirectory(path));
  await anchor[Symbol.asyncDispose]();
  return confineTo(path);
}

function confineTo(base: string): ConfinedDirectory {
  /** Follows every link. */
  const inside = (path: string, asked = path) => {
    const target = resolveByText(base, path);
    const leadsTo = followLinks(target);
    if (!isInside(base, leadsTo)) throw leavesDirectory(asked);
    return leadsTo;
  };
  /** Follows every link but the last: the entry itself. */
  const entry = (path: string) => {
    const target = resolveByText(base, path);
    if (target === base) throw new InputError(`'${path}' is the directory itself. Name something in it`);
    return join(inside(dirname(target), path), basename(target));
  };
  const shown = (path: string) => relative(base, path).split(sep).join('/');

  return {
    path: base,
    resolve: path => inside(path),
    open: async path => openFileAt(inside(path)),
    async readFile(path, limits) {
      await using file = await openFileAt(inside(path));
      return await file.read(limits);
    },
    writeFile: async (path, content, writing) => writeFileAt(inside(path), content, writing),
    async makeDirectory(path) {
      await using _made = await anchorNewDirectory(inside(path)).catch(rethrowFor(path));
    },
    stat: async path => statAt(resolveByText(base, path) === base ? base : entry(path)),
    async list(path = '.', { recursive = false } = {}) {
      const folder = inside(path);
      return listAt(folder, shown(folder), recursive);
    },
    async move(from, to) {
      const [source, target] = [entry(from), entry(to)];
      await using sourceFolder = await anchorDirectory(dirname(source)).catch(rethrowFor(from));
      await using targetFolder = await anchorNewDirectory(dirname(target)).catch(rethrowFor(to));
      await rename(sourceFolder.child(basename(source)), targetFolder.child(basename(target))).catch(
        rethrowFor(from),
      );
    },
    remove: async path => removeAt(entry(path)).catch(ignoreMissing),
    link: async (path, target) => linkAt(base, entry(path), target),
    readLink: async path => readLinkAt(entry(path)).catch(rethrowFor(path)),
    removeEscapingLinks: async () => removeEscapingLinksAt(base),
  };
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && error.name === 'NotFoundError')) throw error;
}
