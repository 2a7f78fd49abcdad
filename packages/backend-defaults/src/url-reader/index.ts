import { urlReaderServiceFactory } from './url-reader-service.ts';

export { createUrlReader, type UrlReaderOptions } from './create-url-reader.ts';
export { createHostAccess, type HostAccess } from './host-access.ts';
export {
  createTreeResponseFactory,
  type TreeArchive,
  type TreeResponseFactory,
  type TreeResponseOptions,
} from './tree-response-factory.ts';
export {
  urlReaderFactoriesServiceRef,
  type UrlReaderFactory,
  type UrlReaderRule,
} from './url-reader-factory.ts';
export { urlReaderServiceFactory } from './url-reader-service.ts';

/** The service that reads from source hosts and allowed URLs: `core.urlReader`. */
export const urlReaderServiceFactories = [urlReaderServiceFactory];
