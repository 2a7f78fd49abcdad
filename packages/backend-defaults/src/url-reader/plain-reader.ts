import type { UrlReaderService } from '@portico/backend-plugin-api';
import { InputError, NotImplementedError } from '@portico/errors';
import { redactUrl } from '@portico/integration';
import { assertNoWebPage, assertOk } from '@portico/integration/node';
import { isGlob } from './glob.ts';
import type { HostAccess } from './host-access.ts';
import { conditionalHeaders, toReadUrlResponse } from './read-url-response.ts';
import { searchSingleFile } from './search-response.ts';

/**
 * Reads single files from the hosts of `backend.reading.allow`. Every redirect
 * must lead to one of them too.
 */
export function createPlainReader({ fetchAllowed }: HostAccess): UrlReaderService {
  const remedy = 'The host must give the file to the backend without signing in.';
  const reader: UrlReaderService = {
    async readUrl(url, options = {}) {
      const { token, signal } = options;
      const authorization: Record<string, string> =
        token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = await fetchAllowed(url, {
        headers: { ...authorization, ...conditionalHeaders(options) },
        signal,
      });
      const asked = { url, remedy };
      return toReadUrlResponse(assertNoWebPage(await assertOk(response, asked), asked), url, options);
    },
    async readTree(url) {
      throw new NotImplementedError(
        `'${redactUrl(url)}' is on a plain host, where folders cannot be read. Use a repository of a configured integration`,
      );
    },
    async search(url, options) {
      const { pathname } = new URL(url);
      if (isGlob(decodeURI(pathname))) {
        throw new InputError(
          `'${redactUrl(url)}' has a pattern, and plain hosts cannot be searched. Name one file, or use a repository`,
        );
      }
      return searchSingleFile(reader, url, options);
    },
  };
  return reader;
}
