import { createRouteRef } from '@portico/frontend-plugin-api';

/** Where URLs are registered. */
export const importPageRouteRef = createRouteRef();
