import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openConfinedDirectory, type ConfinedDirectory } from '../files/confined-directory.ts';

/** A folder to extract to, beside one that nothing may get at. */
export interface ExtractionTarget {
  /** Holds `base` and `outside`, which has a file `secret`. */
  top: string;
  base: string;
  directory: ConfinedDirectory;
}

/** A folder that is gone after the tests of the file that asks for it. */
export function createScratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'portico-archive-')));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Makes a target in a folder. */
export async function createExtractionTarget(folder: string): Promise<ExtractionTarget> {
  const top = mkdtempSync(join(folder, 'target-'));
  mkdirSync(join(top, 'outside'));
  writeFileSync(join(top, 'outside/secret'), 'secret');
  const base = join(top, 'base');
  return { top, base, directory: await openConfinedDirectory(base, { create: true }) };
}
