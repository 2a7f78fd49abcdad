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
