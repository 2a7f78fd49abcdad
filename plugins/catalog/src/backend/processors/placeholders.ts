import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { openConfinedDirectory } from '@portico/backend-plugin-api/files';
import type { JsonValue } from '@portico/config';
import { replacePlaceholders } from '@portico/catalog-model';
import { InputError, isErrorLike, toError } from '@portico/errors';
import type { GitIntegration, ScmIntegrations } from '@portico/integration';
import type {
  CatalogProcessor,
  CatalogProcessorCache,
  LocationSpec,
  PlaceholderResolver,
  PlaceholderResolverParams,
} from '../../node/processing.ts';
import { processingResult } from '../../node/processing-result.ts';
import { folderRefreshKey } from './file-reader.ts';
import type { PoliteReader } from '../reading/polite-reader.ts';
import type { YamlReader } from '../reading/yaml-reader.ts';

/** What the processor works with. */
export interface PlaceholderOptions {
  reader: PoliteReader;
  integrations: ScmIntegrations;
  /** By what comes after the `$`. */
  resolvers: ReadonlyMap<string, PlaceholderResolver>;
  /** Told the folders that files were read from. */
  onRead?(folder: string): void;
}

const maxBytes = 20_000_000;
// Larger texts are read again rather than kept a second time.
const maxCached = 200_000;

/** Puts what `{$text: ./file}` and the like refer to in their place. */
export function createPlaceholderProcessor(options: PlaceholderOptions): CatalogProcessor {
  const { resolvers } = options;
  return {
    getProcessorName: () => 'PlaceholderProcessor',
    async preProcessEntity(entity, location, emit, originLocation, cache) {
      const readAny = createRead(options, location, originLocation, cache);
      const read = async (url: string): Promise<Buffer> => {
        if (location.type === 'file' && isAbsolute(url)) {
          emit(processingResult.refresh(folderRefreshKey(dirname(url))));
          options.onRead?.(dirname(url));
        }
        return readAny(url);
      };
      return replacePlaceholders(entity, async ({ key, value }) => {
        const resolver = resolvers.get(key);
        if (!resolver) return undefined;
        const resolveUrl = (url: string, base: string): string =>
          location.type === 'file' ? resolveFile(url, base) : options.integrations.resolveUrl({ url, base });
        return {
          value: await resolver({
            key,
            value: value as JsonValue,
            baseUrl: location.target,
            resolveUrl: (url, base) =>
              assertSameRepository(options.integrations, resolveUrl(url, base), base),
            read,
            emit,
          }),
        };
      });
    },
  };
}

/** `$text`, `$json` and `$yaml`. */
export function createPlaceholderResolvers(yaml: YamlReader): ReadonlyMap<string, PlaceholderResolver> {
  return new Map([
    ['text', readText],
    ['json', async params => parseJson(await readText(params), params)],
    ['yaml', async params => parseYaml(await readText(params), params, yaml)],
  ] satisfies [string, PlaceholderResolver][]);
}

async function readText(params: PlaceholderResolverParams): Promise<string> {
  const { key, value, baseUrl, resolveUrl, read, emit } = params;
  if (typeof value !== 'string') {
    throw new InputError(
      `Placeholder $${key} expected a string value parameter, in the form of an absolute URL or a relative path`,
    );
  }
  const url = resolveUrl(value, baseUrl);
  emit(processingResult.refresh(`url:${url}`));
  return (await read(url)).toString('utf8');
}

function parseJson(text: string, { key, value }: PlaceholderResolverParams): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new InputError(
      `Placeholder $${key} failed to parse JSON data at ${JSON.stringify(value)}, ${String(error)}`,
    );
  }
}

async function parseYaml(
  text: string,
  { key, value }: PlaceholderResolverParams,
  yaml: YamlReader,
): Promise<JsonValue> {
  try {
    return await yaml.readValue(text);
  } catch (error) {
    throw new InputError(
      `Placeholder $${key} failed to read ${JSON.stringify(value)}: ${toError(error).message}`,
    );
  }
}

function createRead(
  { reader }: PlaceholderOptions,
  location: LocationSpec,
  origin: LocationSpec,
  cache: CatalogProcessorCache,
): (url: string) => Promise<Buffer> {
  return async url => {
    if (location.type === 'file' && isAbsolute(url)) return readConfined(url, origin);
    if (!/^https?:/i.test(url)) throw new InputError(`'${url}' cannot be read. Use an http or https URL`);
    const cached = await cache.get<{ etag: string; text: string }>(url);
    try {
      const response = await reader.readUrl(url, cached ? { etag: cached.etag } : {});
      const data = await response.buffer();
      if (data.length > maxBytes)
        throw new InputError(`'${url}' has ${data.length} bytes, over the limit of ${maxBytes}`);
      if (response.etag && data.length <= maxCached) {
        await cache.set(url, { etag: response.etag, text: data.toString('utf8') });
      }
      return data;
    } catch (error) {
      if (!cached || !isErrorLike(error) || error.name !== 'NotModifiedError') throw error;
      await cache.set(url, cached);
      return Buffer.from(cached.text);
    }
  };
}

function resolveFile(url: string, base: string): string {
  if (URL.canParse(url)) return url;
  if (isAbsolute(url)) throw new InputError(`'${url}' is an absolute path. Use one relative to '${base}'`);
  return resolve(dirname(base), url);
}

/** What a file of the configuration refers to has to be below its own folder. */
async function readConfined(path: string, origin: LocationSpec): Promise<Buffer> {
  if (origin.type !== 'file') throw new InputError(`'${path}' is a local file. Use a URL`);
  const directory = await openConfinedDirectory(dirname(origin.target));
  return directory.readFile(relative(dirname(origin.target), path), { maxBytes });
}

// What one repository may read with the portal's credentials, another may not see.
function assertSameRepository(integrations: ScmIntegrations, url: string, base: string): string {
  const source = repositoryOf(integrations, base);
  const target = repositoryOf(integrations, url);
  if (source === undefined || target === undefined || source === target) return url;
  throw new InputError('Placeholder may only reference files from the same repository as the entity');
}

function repositoryOf(integrations: ScmIntegrations, url: string): string | undefined {
  const integration = integrations.byUrl(url);
  if (!integration || !('parseUrl' in integration)) return undefined;
  try {
    const { owner, project = '', repo } = (integration as GitIntegration).parseUrl(url);
    return [integration.config.host, owner, project, repo].join('/').toLowerCase();
  } catch {
    return undefined;
  }
}
