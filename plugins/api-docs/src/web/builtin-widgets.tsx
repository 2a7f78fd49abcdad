import { lazy } from 'react';
import type { ApiDefinitionWidget, ApiDocsConfig } from '../react/api-docs-config.ts';

const OpenApiView = lazy(() => import('./openapi/openapi-view.tsx'));
const AsyncApiView = lazy(() => import('./asyncapi/asyncapi-view.tsx'));
const GraphqlView = lazy(() => import('./graphql/graphql-view.tsx'));
const GrpcView = lazy(() => import('./grpc/grpc-view.tsx'));

/** The viewers that come with the portal; each is loaded when a definition of its type is first shown. */
export const apiDefinitionWidgets: readonly ApiDefinitionWidget[] = [
  {
    type: 'openapi',
    title: 'OpenAPI',
    rawLanguage: 'yaml',
    component: definition => <OpenApiView definition={definition} />,
  },
  {
    type: 'asyncapi',
    title: 'AsyncAPI',
    rawLanguage: 'yaml',
    component: definition => <AsyncApiView definition={definition} />,
  },
  {
    type: 'graphql',
    title: 'GraphQL',
    rawLanguage: 'graphql',
    component: definition => <GraphqlView definition={definition} />,
  },
  {
    type: 'grpc',
    title: 'gRPC',
    rawLanguage: 'proto',
    component: definition => <GrpcView definition={definition} />,
  },
];

/** Chooses a viewer by the `spec.type` of an API: the first that is for it. */
export function createApiDocsConfig(widgets: readonly ApiDefinitionWidget[]): ApiDocsConfig {
  return {
    getApiDefinitionWidget: ({ spec }) => widgets.find(({ type }) => type === spec?.['type']),
  };
}
