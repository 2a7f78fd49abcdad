import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { namesFile } from './read-web-app-names.ts';

/** A file that is served, and the compressed forms that lie beside it. */
export interface ServedFile {
  path: string;
  /** Bytes, when it is not compressed. */
  size: number;
  /** Its `Content-Type`. */
  type: string;
  etag: string;
  encodings: readonly ('br' | 'gz')[];
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** What only builds and tools read. */
const notServed = new Set(['/manifest.json', `/${namesFile}`, '/.config-schema.json', '/index.html.tmpl']);

/** The files below a folder by their path in URLs. What is not in the list is not served, so that no path leads out of the folder. */
export function listFiles(folder: string): Map<string, ServedFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  );
  const paths = entries.map(entry => join(entry.parentPath, entry.name));
  const all = new Set(paths);
  const files = new Map<string, ServedFile>();
  for (const path of paths) {
    const url = `/${relative(folder, path).split(sep).join('/')}`;
    if (notServed.has(url) || /\.(?:br|gz)$/.test(path)) continue;
    const { size, mtimeMs } = statSync(path);
    files.set(url, {
      path,
      size,
      type: types[extname(path).toLowerCase()] ?? 'application/octet-stream',
      etag: `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`,
      encodings: (['br', 'gz'] as const).filter(name => all.has(`${path}.${name}`)),
    });
  }
  return files;
}

/** The static files of the builds beside this one: pages that were opened before the last build still load their own parts. */
export function listEarlierFiles(folder: string): Map<string, ServedFile> {
  if (!basename(folder).startsWith('build-')) return new Map();
  const builds = readdirSync(dirname(folder)).filter(
    name => name.startsWith('build-') && name !== basename(folder),
  );
  const files = builds.sort().flatMap(name => listIfThere(join(dirname(folder), name)));
  return new Map(files.filter(([url]) => url.startsWith('/static/')));
}

/** Another process may remove an old build while its files are listed. */
function listIfThere(folder: string): [string, ServedFile][] {
  try {
    return [...listFiles(folder)];
  } catch {
    return [];
  }
}
