import type {
  UrlReaderReadTreeResponse,
  UrlReaderSearchOptions,
  UrlReaderSearchResponse,
  UrlReaderService,
} from '@portico/backend-plugin-api';
import { isErrorLike } from '@portico/errors';

/** The answer to a search for one file: the file, or nothing if there is none. */
export async function searchSingleFile(
  reader: Pick<UrlReaderService, 'readUrl'>,
  url: string,
  options?: UrlReaderSearchOptions,
): Promise<UrlReaderSearchResponse> {
  try {
    const { buffer, lastModifiedAt, etag = '' } = await reader.readUrl(url, options);
    return { files: [{ url, content: buffer, ...(lastModifiedAt && { lastModifiedAt }) }], etag };
  } catch (error) {
    if (isErrorLike(error) && error.name === 'NotFoundError') return { files: [], etag: '' };
    throw error;
  }
}

/** The answer to a search in a tree whose files have been filtered already. */
export async function searchTree(
  tree: UrlReaderReadTreeResponse,
  toUrl: (path: string) => string,
): Promise<UrlReaderSearchResponse> {
  const files = await tree.files();
  return { etag: tree.etag, files: files.map(({ path, ...file }) => ({ ...file, url: toUrl(path) })) };
}
