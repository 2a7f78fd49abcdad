export {
  apiDefinitionWidgetDataRef,
  ApiDefinitionWidgetBlueprint,
} from './react/api-definition-widget-blueprint.ts';
export { apiDocsConfigRef, type ApiDefinitionWidget, type ApiDocsConfig } from './react/api-docs-config.ts';
