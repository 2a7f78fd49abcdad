import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const recordName = 'portico-build.json';

/** What a build was made from: the hash of every file, by its path from the folder of all builds, so that both can be moved together. */
export interface BuildRecord {
  /** The folder of the build, below the folder of all builds. */
  folder: string;
  inputs: Record<string, string>;
}

/** The folder of a build whose sources are unchanged to the byte, if there is one below `output`. */
export async function findCurrentBuild(output: string): Promise<string | undefined> {
  const record = await readRecord(output);
  if (!record) return undefined;
  const files = Object.keys(record.inputs);
  const hashes = await hashFiles(
    output,
    files.map(file => join(output, file)),
  );
  const isCurrent = Object.entries(record.inputs).every(([file, hash]) => hashes[file] === hash);
  const folder = join(output, record.folder);
  return isCurrent && (await isThere(join(folder, 'index.html'))) ? folder : undefined;
}

/** The record of a build may outlive its folder. */
async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** The hashes of files, by their paths from a folder; the hash of a file that cannot be read is empty. */
export async function hashFiles(from: string, files: readonly string[]): Promise<Record<string, string>> {
  const hashes = await Promise.all(
    files.map(async file => [relative(from, file), await hashFile(file)] as const),
  );
  return Object.fromEntries(hashes);
}

/** The path of the record below the folder of all builds. */
export function recordPath(output: string): string {
  return join(output, recordName);
}

/** Reads the record of the last build; nothing when there is none that can be read. */
export async function readRecord(output: string): Promise<BuildRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(recordPath(output), 'utf8')) as Partial<BuildRecord>;
    return typeof record.folder === 'string' && typeof record.inputs === 'object'
      ? { folder: record.folder, inputs: record.inputs }
      : undefined;
  } catch {
    return undefined;
  }
}

async function hashFile(file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(file))
      .digest('base64url')
      .slice(0, 16);
  } catch {
    return '';
  }
}
