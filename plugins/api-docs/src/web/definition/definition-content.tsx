import { useEntity } from '@portico/plugin-catalog/react';
import { ApiDefinition } from './api-definition.tsx';

/** The tab of an API with its definition. */
export default function DefinitionContent() {
  const { entity } = useEntity();
  return <ApiDefinition key={entity.metadata.uid} entity={entity} />;
}
