import { createExternalRouteRef, createRouteRef } from '@portico/frontend-plugin-api';

/** The list of APIs. */
export const apiIndexRouteRef = createRouteRef();

/** Where one registers an API. */
export const registerApiRouteRef = createExternalRouteRef({ defaultTarget: 'catalog-import.importPage' });
