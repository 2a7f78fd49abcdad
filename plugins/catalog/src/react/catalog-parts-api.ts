import type { ComponentType, ReactNode } from 'react';
import { createApiRef, type TranslatedText } from '@portico/frontend-plugin-api';

/** What a list of one kind is made of. */
export interface EntityListPageProps {
  title: string | TranslatedText;
  /** In lower case. */
  kind: string;
  /** Stands in the head of the page, after the views and the export. */
  actions?: ReactNode;
  /** What to do when the catalog has nothing of the kind. */
  emptyAction?: ReactNode;
}

/** Two relations, one after the other. */
export interface RelationPath {
  /** From the entity to what others reach it through. */
  first: string;
  /** From there to the others. */
  next: string;
}

/** What a card about one type of relation shows. */
export interface RelationCardProps {
  title: string | TranslatedText;
  /** The type of the relation. */
  relation: string;
  /** The kind at the other end; any unless given. */
  kind?: string;
  /** The field that makes such a relation, for those who have none. */
  field: string;
  /** The field belongs into the entities at the other end. */
  isOfOthers?: boolean;
  /** Shows those as well who are related through something else, as the users of its APIs are. */
  through?: RelationPath;
}

/** Parts of the catalog's own pages, for the pages of other plugins; each is loaded when it is asked for first. */
export interface CatalogPartsApi {
  /** A page with the catalog's list for one kind: table, filters, views, bulk actions and export. */
  loadEntityListPage(): Promise<ComponentType<EntityListPageProps>>;
  /** A card with the entities at the other end of a relation; within the page of an entity. */
  loadRelationCard(): Promise<ComponentType<RelationCardProps>>;
}

/** {@link CatalogPartsApi}. */
export const catalogPartsApiRef = createApiRef<CatalogPartsApi>().with({
  id: 'catalog-react.parts',
  pluginId: 'catalog',
});
