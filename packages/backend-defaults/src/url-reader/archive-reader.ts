import type {
  UrlReaderReadTreeOptions,
  UrlReaderReadTreeResponse,
  UrlReaderService,
} from '@portico/backend-plugin-api';
import { encodePath, type GitIntegration } from '@portico/integration';
import { createGlobMatcher, isGlob, staticFolder } from './glob.ts';
import { searchSingleFile, searchTree } from './search-response.ts';

/** How a host of git repositories is read. */
export interface ArchiveHost {
  integration: GitIntegration;
  readUrl: UrlReaderService['readUrl'];
  /** Reads what is below a folder; `''` is the whole repository. */
  readFolder(
    url: string,
    folder: string,
    options: UrlReaderReadTreeOptions,
  ): Promise<UrlReaderReadTreeResponse>;
}

/** A reader for a host that gives folders as archives: a search reads the folder before the first wildcard. */
export function createArchiveReader({ integration, readUrl, readFolder }: ArchiveHost): UrlReaderService {
  return {
    readUrl,
    readTree: async (url, options = {}) => readFolder(url, integration.parseUrl(url).path, options),
    async search(url, options = {}) {
      const { path } = integration.parseUrl(url);
      if (!isGlob(path)) return searchSingleFile({ readUrl }, url, options);
      const folder = staticFolder(path);
      const prefix = folder === '' ? '' : `${folder}/`;
      const matches = createGlobMatcher(path);
      const tree = await readFolder(url, folder, {
        ...options,
        filter: inner => matches(`${prefix}${inner}`),
      });
      return searchTree(tree, inner =>
        integration.resolveUrl({ url: `/${encodePath(`${prefix}${inner}`)}`, base: url }),
      );
    },
  };
}
