export {
  cacheServiceFactories,
  cacheServiceFactory,
  createPluginCaches,
  type PluginCaches,
} from './cache-service.ts';
export { readCacheSettings, type CacheSettings } from './cache-settings.ts';
