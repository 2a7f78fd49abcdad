import { createRouteRef } from '@portico/frontend-plugin-api';

/** The page with all groups. */
export const orgRouteRef = createRouteRef();
