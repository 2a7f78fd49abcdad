import type { ReactElement } from 'react';
import type { Entity } from '@portico/catalog-model';
import { createApiRef } from '@portico/frontend-plugin-api';

/** What shows the definitions of one `spec.type`. */
export interface ApiDefinitionWidget {
  /** The `spec.type` that it is for. */
  type: string;
  /** The words of the button that shows it. */
  title: string;
  /** How the definition is coloured as it is written: `json`, `yaml`, `graphql`, `proto`; as plain text unless given. */
  rawLanguage?: string;
  /** Draws a definition. Load what it needs lazily. */
  component(definition: string): ReactElement;
}

/** Chooses what shows a definition. Replace it to add types: `api:api-docs/config`. */
export interface ApiDocsConfig {
  /** `undefined` for a type that has no viewer: the definition is shown as it is written. */
  getApiDefinitionWidget(apiEntity: Entity): ApiDefinitionWidget | undefined;
}

/** {@link ApiDocsConfig}. */
export const apiDocsConfigRef = createApiRef<ApiDocsConfig>().with({
  id: 'plugin.api-docs.config',
  pluginId: 'api-docs',
});
