import { createExternalRouteRef } from '@portico/frontend-plugin-api';

/** Where something new is made from a template. */
export const createComponentRouteRef = createExternalRouteRef({ defaultTarget: 'scaffolder.root' });

/** Where a URL is registered. */
export const registerEntityRouteRef = createExternalRouteRef({ defaultTarget: 'catalog-import.importPage' });

/** The documentation of an entity. */
export const viewTechDocRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'techdocs.docRoot',
});

/** The form of a template. */
export const createFromTemplateRouteRef = createExternalRouteRef({
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Where one is led after an entity is gone. */
export const unregisterRedirectRouteRef = createExternalRouteRef({ defaultTarget: 'catalog.catalogIndex' });
