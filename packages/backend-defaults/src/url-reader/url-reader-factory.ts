import { createServiceRef, type LoggerService, type UrlReaderService } from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import type { TreeResponseFactory } from './tree-response-factory.ts';

/** A reader, and which URLs it reads. */
export interface UrlReaderRule {
  predicate(url: URL): boolean;
  reader: UrlReaderService;
}

/** Makes readers from the configuration; none where nothing is configured for them. */
export type UrlReaderFactory = (options: {
  config: Config;
  logger: LoggerService;
  treeResponseFactory: TreeResponseFactory;
}) => UrlReaderRule[];

/**
 * The factories of readers for further hosts. They are asked before the
 * built-in ones, so that they can take a host over.
 */
export const urlReaderFactoriesServiceRef = createServiceRef<UrlReaderFactory>({
  id: 'core.urlReader.factories',
  scope: 'plugin',
  multiton: true,
});
