import { problemText, type ProblemText } from '@portico/catalog-model';
import type { JsonObject } from '@portico/config';
import { isErrorLike } from '@portico/errors';
import type {
  CatalogProcessor,
  CatalogProcessorCache,
  CatalogProcessorEmit,
  CatalogProcessorParser,
  CatalogProcessorResult,
  LocationSpec,
} from '../../node/processing.ts';
import { processingResult } from '../../node/processing-result.ts';
import { problemsOf } from '../../node/parse-entity-documents.ts';
import type { PoliteReader } from '../reading/polite-reader.ts';
import { postponedUntil } from '../reading/postponed-error.ts';

/** What is kept of a read, for the host to say that nothing has changed. */
interface CachedRead {
  etag: string;
  results: CatalogProcessorResult[];
}

/** The files that a target led to. */
interface Found {
  files: { url: string; content(): Promise<Buffer> }[];
  etag?: string | undefined;
}

/** Reads locations of type `url`, with globs in their path, and only what has changed since the last time. */
export function createUrlReaderProcessor(reader: PoliteReader): CatalogProcessor {
  return {
    getProcessorName: () => 'url-reader',
    async readLocation(location, optional, emit, parser, cache) {
      if (location.type !== 'url') return false;
      const cached = toCachedRead(await cache.get<JsonObject>('read'));
      try {
        const found = await read(reader, location.target, cached?.etag);
        const results = await emitAll(found, emit, parser);
        if (found.etag && results) await remember(cache, found.etag, results);
      } catch (error) {
        if (postponedUntil(error) !== undefined) throw error;
        if (isNamed(error, 'NotModifiedError') && cached) {
          for (const result of cached.results) emit(result);
          await remember(cache, cached.etag, cached.results);
        } else if (isNamed(error, 'NotFoundError')) {
          if (!optional) emit(processingResult.notFoundError(location, toUnreadable(error)));
        } else {
          emit(processingResult.generalError(location, toUnreadable(error)));
        }
      }
      emit(processingResult.refresh(`${location.type}:${location.target}`));
      return true;
    },
  };
}

function toUnreadable(error: unknown): ProblemText {
  return problemText('unreadable', { error: String(error) });
}

async function read(reader: PoliteReader, target: string, etag: string | undefined): Promise<Found> {
  const options = etag === undefined ? {} : { etag };
  if (hasGlob(target)) return reader.search(target, options);
  const response = await reader.readUrl(target, options);
  return { files: [{ url: target, content: () => response.buffer() }], etag: response.etag };
}

/** Emits what the files hold; returns it if it may be remembered. */
async function emitAll(
  { files }: Found,
  emit: CatalogProcessorEmit,
  parser: CatalogProcessorParser,
): Promise<CatalogProcessorResult[] | undefined> {
  const results: CatalogProcessorResult[] = [];
  for (const file of files) {
    const location: LocationSpec = { type: 'url', target: file.url };
    for await (const result of parser({ data: await file.content(), location })) {
      results.push(result);
      emit(result);
    }
  }
  // Faults do not survive being made JSON; files that have any are read anew.
  return results.every(result => result.type === 'entity' && !problemsOf(result)) ? results : undefined;
}

async function remember(
  cache: CatalogProcessorCache,
  etag: string,
  results: CatalogProcessorResult[],
): Promise<void> {
  // An entity is JSON, and so is a result of type entity.
  await cache.set('read', { etag, results } as unknown as JsonObject);
}

function toCachedRead(value: JsonObject | undefined): CachedRead | undefined {
  if (typeof value?.['etag'] !== 'string' || !Array.isArray(value['results'])) return undefined;
  return value as unknown as CachedRead;
}

function hasGlob(target: string): boolean {
  return /[*{[]/.test(URL.parse(target)?.pathname ?? target);
}

function isNamed(error: unknown, name: string): boolean {
  return isErrorLike(error) && error.name === name;
}
