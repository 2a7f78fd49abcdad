import type { Entity } from '@portico/catalog-model';
import type { FilterPredicate } from './entity-filter.ts';

/** A location that is registered in the catalog. */
export interface Location {
  id: string;
  type: string;
  target: string;
  /** The entity that stands for the location. */
  entityRef: string;
}

/** The answer of `getLocations`. */
export interface GetLocationsResponse {
  items: Location[];
}

/** The request of `queryLocations`: for the first page, or with a cursor for another one. */
export type QueryLocationsRequest = QueryLocationsInitialRequest | QueryLocationsCursorRequest;

/** Asks for the first page. */
export interface QueryLocationsInitialRequest {
  /** Locations in a page; 1000 unless given. */
  limit?: number | undefined;
  /** A condition on `id`, `type`, `target` and `entityRef`. */
  query?: FilterPredicate | undefined;
}

/** Asks for the page that a cursor points to. */
export interface QueryLocationsCursorRequest {
  cursor: string;
}

/** The answer of `queryLocations`. */
export interface QueryLocationsResponse {
  items: Location[];
  totalItems: number;
  pageInfo: { nextCursor?: string };
}

/** The request of `addLocation`. */
export interface AddLocationRequest {
  /** Defaults to `url`. */
  type?: string | undefined;
  target: string;
  /** Whether to read the location without adding it. */
  dryRun?: boolean | undefined;
  /** What to do with a location that is there already: fail with 409, or read it again. */
  onConflict?: 'refresh' | 'reject' | undefined;
}

/** The answer of `addLocation`. */
export interface AddLocationResponse {
  location: Location;
  /** What the location declares; filled in a dry run only. */
  entities: Entity[];
  /** Whether the location is there already; told in a dry run only. */
  exists?: boolean;
}

/** The request of `updateLocation`. */
export interface UpdateLocationRequest {
  /** Defaults to `url`. */
  type?: string | undefined;
  target: string;
}

/** A type and a target that something can be read from. */
export interface LocationSpec {
  type: string;
  target: string;
  presence?: 'optional' | 'required';
}

/** The request of `analyzeLocation`. */
export interface AnalyzeLocationRequest {
  location: LocationSpec;
  /** The name of the files to look for. */
  catalogFilename?: string | undefined;
}

/** The answer of `analyzeLocation`. */
export interface AnalyzeLocationResponse {
  existingEntityFiles: AnalyzeLocationExistingEntity[];
  generateEntities: AnalyzeLocationGenerateEntity[];
}

/** An entity that is declared there already. */
export interface AnalyzeLocationExistingEntity {
  location: LocationSpec;
  isRegistered: boolean;
  entity: Entity;
}

/** An entity that could be declared there. */
export interface AnalyzeLocationGenerateEntity {
  entity: Partial<Entity>;
  fields: AnalyzeLocationEntityField[];
}

/** How a field of a suggested entity came about. */
export interface AnalyzeLocationEntityField {
  field: string;
  state: 'analysisSuggestedValue' | 'analysisSuggestedNoValue' | 'needsUserInput';
  value: string | null;
  description: string;
}
