import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** One thing that is wrong, and what to do about it. */
export interface Problem {
  file: string;
  line?: number;
  message: string;
}

/** An import, export-from or dynamic import with a literal specifier. */
export interface Import {
  specifier: string;
  line: number;
  typeOnly: boolean;
}

/** A source file of the repository, parsed. */
export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  path: string;
  text: string;
  isTest: boolean;
  imports: Import[];
  program: ReturnType<typeof parseSync>['program'];
  comments: ReturnType<typeof parseSync>['comments'];
  lineOf(offset: number): number;
}

/** A workspace package. */
export interface Workspace {
  /** Its folder, relative to the root. */
  dir: string;
  name: string;
  exports: Record<string, string>;
  /** `backstage.role`: the main door of a `backend-plugin` is not for browsers. */
  role?: string;
  dependencies: Set<string>;
  files: SourceFile[];
}

/** Everything that the checks look at. */
export interface Project {
  root: string;
  workspaces: Workspace[];
}

const testFile = /\.test\.tsx?$|\/testing\/|\/src\/testing\.tsx?$/;

/** Reads and parses every workspace below a root folder. */
export function readProject(root: string): Project {
  const manifests = globSync('{packages,plugins,apps}/*/package.json', { cwd: root });
  return { root, workspaces: manifests.sort().map(manifest => readWorkspace(root, dirname(manifest))) };
}

function readWorkspace(root: string, dir: string): Workspace {
  const manifest = JSON.parse(readFileSync(join(root, dir, 'package.json'), 'utf8')) as {
    name: string;
    exports?: Record<string, string>;
    backstage?: { role?: string };
    dependencies?: Record<string, string>;
    peerDependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
  const files = globSync('**/*.{ts,tsx}', {
    cwd: join(root, dir),
    exclude: name => ['node_modules', 'dist', 'generated'].includes(name),
  });
  return {
    dir,
    name: manifest.name,
    exports: manifest.exports ?? {},
    ...(manifest.backstage?.role !== undefined && { role: manifest.backstage.role }),
    dependencies: new Set(
      [manifest.dependencies, manifest.peerDependencies, manifest.devDependencies].flatMap(deps =>
        Object.keys(deps ?? {}),
      ),
    ),
    files: files.sort().map(file => parseFile(root, join(dir, file))),
  };
}

function parseFile(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { module, program, comments } = parseSync(path, text);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  const imports: Import[] = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    line: lineOf(start),
    typeOnly: entries.length > 0 && entries.every(entry => entry.isType),
  }));
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType, start } of entries) {
      if (moduleRequest)
        imports.push({ specifier: moduleRequest.value, line: lineOf(start), typeOnly: isType });
    }
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const literal = /^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
    if (literal?.[2]) imports.push({ specifier: literal[2], line: lineOf(start), typeOnly: false });
  }
  return { path, text, isTest: testFile.test(path), imports, program, comments, lineOf };
}

/** The file that a relative import names, relative to the root. */
export function resolveRelative(root: string, from: SourceFile, specifier: string): string {
  return relative(root, resolve(root, dirname(from.path), specifier));
}

/** Splits `@scope/name/door` into the package's name and the door, `.` or `./door`. */
export function splitSpecifier(specifier: string): { name: string; door: string } {
  const parts = specifier.split('/');
  const length = specifier.startsWith('@') ? 2 : 1;
  const rest = parts.slice(length).join('/');
  return { name: parts.slice(0, length).join('/'), door: rest ? `./${rest}` : '.' };
}
