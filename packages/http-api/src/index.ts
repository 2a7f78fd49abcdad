export {
  createApiClient,
  type ApiClient,
  type ApiClientOptions,
  type CallOptions,
  type ClientInput,
  type ClientOutput,
} from './api-client.ts';
export {
  defineApi,
  type AllowedPrincipal,
  type Api,
  type Endpoint,
  type AuditSeverity,
  type EndpointAudit,
  type EndpointInput,
  type PathParams,
} from './endpoint.ts';
export { toOpenApi } from './openapi.ts';
export { commaList, repeated } from './query-schema.ts';
