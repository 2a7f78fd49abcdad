/** A call as the list has it. */
export interface OperationSummary {
  /** `get /pets/{id}`; unique in the document. */
  id: string;
  /** In lower case. */
  method: string;
  path: string;
  summary?: string | undefined;
  operationId?: string | undefined;
  isDeprecated: boolean;
}

/** The calls that share a tag. */
export interface OperationGroup {
  /** Empty for calls without a tag. */
  name: string;
  description?: string | undefined;
  operations: OperationSummary[];
}

/** An address that the API answers at; variables are written `{name}`. */
export interface ApiServer {
  url: string;
  description?: string | undefined;
  variables: { name: string; value: string; choices: string[] }[];
}

/** How callers show who they are. */
export interface SecurityScheme {
  id: string;
  kind: 'apiKey' | 'basic' | 'bearer' | 'other';
  /** What the document calls it: `oauth2`, `http bearer`. */
  label: string;
  description?: string | undefined;
  /** Of an API key: where it goes, and under which name. */
  in?: 'header' | 'query' | 'cookie' | undefined;
  name?: string | undefined;
}

/** An API as its document tells it; schemas are read when they are shown. */
export interface OpenApiDocument {
  /** `OpenAPI 3.1.0`. */
  format: string;
  title: string;
  version?: string | undefined;
  description?: string | undefined;
  links: { label: string; url: string }[];
  servers: ApiServer[];
  groups: OperationGroup[];
  schemas: { name: string; schema: unknown }[];
  security: SecurityScheme[];
}

/** A value that a call takes beside its body. */
export interface ApiParameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  isRequired: boolean;
  isDeprecated: boolean;
  description?: string | undefined;
  schema: unknown;
  example?: unknown;
  /** Whether a list is sent as one parameter an element. */
  isExploded: boolean;
}

/** A body in one media type. */
export interface ApiContent {
  mediaType: string;
  schema: unknown;
  /** Given by the document, or made of the schema. */
  example: unknown;
}

/** What a call is answered with. */
export interface ApiAnswer {
  /** `200`, `4XX`, `default`. */
  status: string;
  description?: string | undefined;
  headers: { name: string; description?: string | undefined; schema: unknown }[];
  contents: ApiContent[];
}

/** A call with all that the document tells about it. */
export interface ApiOperation extends OperationSummary {
  description?: string | undefined;
  parameters: ApiParameter[];
  body?: { isRequired: boolean; description?: string | undefined; contents: ApiContent[] } | undefined;
  answers: ApiAnswer[];
  /** The ids of the schemes that it may be called with. */
  security: string[];
  /** Its own servers, or those of the document. */
  servers: ApiServer[];
}
