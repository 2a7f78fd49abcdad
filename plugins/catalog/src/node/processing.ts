import type { JsonValue } from '@portico/config';
import type { CompoundEntityRef, Entity } from '@portico/catalog-model';

/** Where something is read from, and whether it may be missing. */
export interface LocationSpec {
  /** Such as `url` or `file`. */
  type: string;
  target: string;
  /** `optional`: that the target does not exist is no error. Defaults to `required`. */
  presence?: 'optional' | 'required';
}

/** A relation from one entity to another; neither need be the entity that is being processed. */
export interface EntityRelationSpec {
  source: CompoundEntityRef;
  type: string;
  target: CompoundEntityRef;
}

/** An entity that somebody wants in the catalog, before it is processed. */
export interface DeferredEntity {
  entity: Entity;
  /** Whoever has the same key may replace the entity; of two that have different keys, the first keeps it. */
  locationKey?: string;
}

/** What a processor gives to the catalog while it works on an entity. */
export type CatalogProcessorResult =
  | CatalogProcessorLocationResult
  | CatalogProcessorEntityResult
  | CatalogProcessorRelationResult
  | CatalogProcessorErrorResult
  | CatalogProcessorRefreshKeysResult;

/** A location that is to be read; becomes a child entity of kind Location. */
export interface CatalogProcessorLocationResult {
  type: 'location';
  location: LocationSpec;
}

/** A child of the entity. */
export interface CatalogProcessorEntityResult {
  type: 'entity';
  entity: Entity;
  location: LocationSpec;
  /** The location ref unless given; `null` for none. */
  locationKey?: string | null;
}

/** A relation that lives as long as the entity. */
export interface CatalogProcessorRelationResult {
  type: 'relation';
  relation: EntityRelationSpec;
}

/** A fault; the last good version of the entity stays. */
export interface CatalogProcessorErrorResult {
  type: 'error';
  error: Error;
  location: LocationSpec;
}

/** A key under which the entity can be asked to be processed again. */
export interface CatalogProcessorRefreshKeysResult {
  type: 'refresh';
  key: string;
}

/** Takes what a processor has to give. */
export type CatalogProcessorEmit = (generated: CatalogProcessorResult) => void;

/** Turns the bytes of a file into entities and errors. */
export type CatalogProcessorParser = (options: {
  data: Buffer;
  location: LocationSpec;
}) => AsyncIterable<CatalogProcessorResult>;

/** What a processor remembers of an entity from one run to the next. A run that writes replaces all of it. */
export interface CatalogProcessorCache {
  get<TItem extends JsonValue>(key: string): Promise<TItem | undefined>;
  set<TItem extends JsonValue>(key: string, value: TItem): Promise<void>;
}

/** Takes part in turning what was wanted into what is in the catalog. Every method may throw. */
export interface CatalogProcessor {
  getProcessorName(): string;
  /** Reads a location. Resolves to whether it knows this type of location. */
  readLocation?(
    location: LocationSpec,
    optional: boolean,
    emit: CatalogProcessorEmit,
    parser: CatalogProcessorParser,
    cache: CatalogProcessorCache,
  ): Promise<boolean>;
  /** Before validation; may add what is missing. */
  preProcessEntity?(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
    originLocation: LocationSpec,
    cache: CatalogProcessorCache,
  ): Promise<Entity>;
  /** Resolves to whether it knows the kind; throws if it knows it and the entity is not valid. */
  validateEntityKind?(entity: Entity): Promise<boolean>;
  /** After validation. */
  postProcessEntity?(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
    cache: CatalogProcessorCache,
  ): Promise<Entity>;
  /** Lower runs earlier; 20 unless given. */
  getPriority?(): number;
}

/** Reads a URL for a placeholder. */
export type PlaceholderResolverRead = (url: string) => Promise<Buffer>;
/** Makes a URL absolute. */
export type PlaceholderResolverResolveUrl = (url: string, base: string) => string;

/** What a placeholder resolver works with. */
export interface PlaceholderResolverParams {
  key: string;
  value: JsonValue;
  baseUrl: string;
  read: PlaceholderResolverRead;
  resolveUrl: PlaceholderResolverResolveUrl;
  emit: CatalogProcessorEmit;
}

/** Answers with what belongs in the place of `{$<key>: <value>}`. */
export type PlaceholderResolver = (params: PlaceholderResolverParams) => Promise<JsonValue>;
