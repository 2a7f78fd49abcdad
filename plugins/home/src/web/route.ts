import { createRouteRef } from '@portico/frontend-plugin-api';

/** Where the start page is. */
export const homeRouteRef = createRouteRef();
