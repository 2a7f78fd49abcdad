export { catalogGraphApiRef, type CatalogGraphApi } from './react/catalog-graph-api.ts';
export { catalogGraphRouteRef } from './react/route.ts';
