import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createFolderWatch } from './folder-watch.ts';

it('tells nothing after its end, of folders that are added then either', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'portico-watched-'));
  const told: string[] = [];
  const ended = createFolderWatch(() => void told.push('ended'));
  ended[Symbol.dispose]();
  ended.add(folder.path);
  using watch = createFolderWatch(() => void told.push('open'));
  watch.add(folder.path);
  await writeFile(join(folder.path, 'all.yaml'), '');
  await expect.poll(() => told).toContain('open');
  expect(told).not.toContain('ended');
});
