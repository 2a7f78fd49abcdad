export type { ApiAnswer, ApiHandlers, ApiRequest } from './node/api-handlers.ts';
export { createApiRouter, mountApi, type ApiRouterOptions } from './node/api-router.ts';
export {
  PayloadTooLargeError,
  RequestFaultsError,
  UnsupportedMediaTypeError,
  type RequestFault,
} from './node/errors.ts';
export { rawJson, reply, Reply, type ReplyOptions } from './node/reply.ts';
export type { ApiServices } from './node/run-endpoint.ts';
