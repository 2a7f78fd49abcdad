import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** Files and folders: texts, bytes, folders in folders, or what makes something else at a path. */
export interface MockDirectoryContent {
  [name: string]: MockDirectoryContent | string | Buffer | MockDirectoryCallback;
}

/** Makes something that is no file, at a path. */
export type MockDirectoryCallback = (context: {
  path: string;
  /** Makes a symbolic link, which may lead anywhere. */
  symlink(target: string): void;
}) => void;

/** How {@link MockDirectory.content} reads. */
export interface MockDirectoryContentOptions {
  /** The folder to read, below the root. Default: the root. */
  path?: string;
  /** Which files are read as text. Default: those that are text by their bytes. */
  shouldReadAsText?: boolean | ((path: string, buffer: Buffer) => boolean);
}

/** A folder for a test. Disposing of it removes it. Paths that lead out of it are refused. */
export interface MockDirectory extends Disposable, AsyncDisposable {
  readonly path: string;
  resolve(...paths: string[]): string;
  /** Replaces everything. Names may hold slashes. */
  setContent(content: MockDirectoryContent): void;
  /** Adds to what is there. */
  addContent(content: MockDirectoryContent): void;
  /** What is there; `undefined` when the folder is not. Symbolic links are left out. */
  content(options?: MockDirectoryContentOptions): MockDirectoryContent | undefined;
  clear(): void;
  remove(): void;
}

/** Makes a folder among the temporary ones of the system. */
export function createMockDirectory(options: { content?: MockDirectoryContent } = {}): MockDirectory {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'portico-test-'));
  const resolveInside = (...paths: string[]): string => {
    const path = resolve(root, ...paths);
    if (path !== root && !path.startsWith(root + sep)) {
      throw new Error(`'${paths.join('/')}' leads out of the mock directory; give a path below it`);
    }
    return path;
  };
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  const clear = (): void => {
    remove();
    mkdirSync(root);
  };
  const directory: MockDirectory = {
    path: root,
    resolve: resolveInside,
    addContent: content => write(content, '', resolveInside),
    setContent(content) {
      clear();
      directory.addContent(content);
    },
    content: ({ path = '.', shouldReadAsText } = {}) => read(resolveInside(path), root, shouldReadAsText),
    clear,
    remove,
    [Symbol.dispose]: remove,
    [Symbol.asyncDispose]: async () => remove(),
  };
  directory.addContent(options.content ?? {});
  return directory;
}

function write(content: MockDirectoryContent, prefix: string, resolveInside: (path: string) => string): void {
  for (const [name, value] of Object.entries(content)) {
    const path = resolveInside(join(prefix, name));
    if (typeof value === 'string' || Buffer.isBuffer(value)) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, value);
    } else if (typeof value === 'function') {
      mkdirSync(dirname(path), { recursive: true });
      value({ path, symlink: target => symlinkSync(target, path) });
    } else {
      mkdirSync(path, { recursive: true });
      write(value, join(prefix, name), resolveInside);
    }
  }
}

function read(
  folder: string,
  root: string,
  shouldReadAsText: MockDirectoryContentOptions['shouldReadAsText'] = (_, buffer) => isText(buffer),
): MockDirectoryContent | undefined {
  const isTextFile = typeof shouldReadAsText === 'function' ? shouldReadAsText : () => shouldReadAsText;
  const content: MockDirectoryContent = {};
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) content[entry.name] = read(path, root, isTextFile) ?? {};
      if (!entry.isFile()) continue;
      const buffer = readFileSync(path);
      content[entry.name] = isTextFile(relative(root, path), buffer) ? buffer.toString('utf8') : buffer;
    }
    return content;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isText(buffer: Buffer): boolean {
  return !buffer.includes(0) && Buffer.from(buffer.toString('utf8')).equals(buffer);
}
