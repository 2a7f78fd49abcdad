import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder on disk for one test, gone when the test ends. */
export interface TempFolder {
  path: string;
  /** Writes files, creating the folders that they are in. Objects are written as JSON. */
  write(files: Record<string, string | object>): void;
  /** The absolute path of a file in the folder. */
  resolve(name: string): string;
  [Symbol.dispose](): void;
}

/** Creates a folder with files in it. */
export function createTempFolder(files: Record<string, string | object> = {}): TempFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'portico-config-')));
  const folder: TempFolder = {
    path,
    write(contents) {
      for (const [name, content] of Object.entries(contents)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
      }
    },
    resolve: name => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
  folder.write(files);
  return folder;
}
