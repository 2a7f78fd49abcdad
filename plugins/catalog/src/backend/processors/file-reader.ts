import { glob, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problemText } from '@portico/catalog-model';
import type { CatalogProcessor } from '../../node/processing.ts';
import { processingResult } from '../../node/processing-result.ts';

/** The most that is read of one file, in bytes. */
const maxBytes = 20_000_000;

/** What the refresh keys of folders start with. */
export const folderRefreshKeyPrefix = 'folder:';

/** The refresh key of the entities that depend on which files are in a folder, and on what is in them. */
export function folderRefreshKey(folder: string): string {
  return folderRefreshKeyPrefix + folder;
}

/**
 * Reads locations of type `file`, with globs. Such locations come from the
 * configuration only. `onRead` is told the folders that were looked into.
 */
export function createFileReaderProcessor(options: { onRead?(folder: string): void } = {}): CatalogProcessor {
  return {
    getProcessorName: () => 'FileReaderProcessor',
    async readLocation(location, optional, emit, parser) {
      if (location.type !== 'file') return false;
      const folders = new Set([staticFolder(location.target)]);
      try {
        const paths = await findFiles(location.target);
        for (const path of paths) {
          folders.add(dirname(path));
          const { size } = await stat(path);
          if (size > maxBytes) {
            emit(
              processingResult.inputError(
                location,
                `The file '${path}' has ${size} bytes, over the limit of ${maxBytes}. Split it`,
              ),
            );
            continue;
          }
          const target = { type: 'file', target: path };
          for await (const result of parser({ data: await readFile(path), location: target })) emit(result);
          emit(processingResult.refresh(`file:${path}`));
        }
        if (paths.length === 0 && !optional) {
          emit(processingResult.notFoundError(location, problemText('noFile', { path: location.target })));
        }
      } catch (error) {
        emit(
          processingResult.generalError(
            location,
            problemText('unreadableFile', { path: location.target, error: String(error) }),
          ),
        );
      }
      for (const folder of folders) {
        emit(processingResult.refresh(folderRefreshKey(folder)));
        options.onRead?.(folder);
      }
      return true;
    },
  };
}

async function findFiles(target: string): Promise<string[]> {
  if (!/[*?{[]/.test(target)) {
    const found = await stat(target).catch(() => undefined);
    return found?.isFile() ? [target] : [];
  }
  const paths: string[] = [];
  for await (const entry of glob(target, {
    withFileTypes: true,
    exclude: entry => entry.name === 'node_modules',
  })) {
    if (entry.isFile()) paths.push(`${entry.parentPath}/${entry.name}`);
  }
  return paths.sort();
}

/** The folder below which all files of a glob are. */
function staticFolder(target: string): string {
  const start = target.search(/[*?{[]/);
  return dirname(start === -1 ? target : `${target.slice(0, start)}x`);
}
