import { createRouteRef } from '@portico/frontend-plugin-api';

/** The page with the map; `toGraphSearch` gives the query of its URL. */
export const catalogGraphRouteRef = createRouteRef();
