import { createExtensionBlueprint, createExtensionDataRef } from '@portico/frontend-plugin-api';
import type { ApiDefinitionWidget } from './api-docs-config.ts';

/** The viewer that an extension provides. */
export const apiDefinitionWidgetDataRef = createExtensionDataRef<ApiDefinitionWidget>().with({
  id: 'api-docs.definition-widget',
});

/** Adds a viewer for one more type of definition, or replaces one: `api-definition-widget:<plugin id>/<name>`. */
export const ApiDefinitionWidgetBlueprint = createExtensionBlueprint({
  kind: 'api-definition-widget',
  attachTo: { id: 'api:api-docs/config', input: 'widgets' },
  output: [apiDefinitionWidgetDataRef],
  dataRefs: { widget: apiDefinitionWidgetDataRef },
  *factory(params: ApiDefinitionWidget) {
    yield apiDefinitionWidgetDataRef(params);
  },
});
