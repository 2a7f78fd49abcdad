import { useCallback, useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { DefinitionSummary } from '../definition/definition-summary.tsx';
import { DocumentView } from '../definition/document-view.tsx';
import { NamedSchema, schemaGroup, schemaId } from '../definition/named-schema.tsx';
import type { OutlineGroup } from '../outline/filter-outline.ts';
import { OutlineView } from '../outline/outline-view.tsx';
import type { OpenApiDocument } from './openapi-types.ts';
import { OperationView } from './operation-view.tsx';
import { readOpenApi } from './read-openapi.ts';

/** Shows an OpenAPI or Swagger document, and lets one try its calls. */
export default function OpenApiView({ definition }: { definition: string }) {
  return (
    <DocumentView format="OpenAPI" definition={definition} read={readOpenApi}>
      {(root, document) => <OpenApiOutline root={root} document={document} />}
    </DocumentView>
  );
}

function OpenApiOutline({ root, document }: { root: unknown; document: OpenApiDocument }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const groups = useMemo(
    (): OutlineGroup[] => [
      ...document.groups.map(group => ({
        id: `tag ${group.name}`,
        title: group.name === '' ? t('operations') : group.name,
        items: group.operations.map(operation => ({
          id: operation.id,
          badge: operation.method,
          label: operation.path,
          hint: operation.summary,
          isDeprecated: operation.isDeprecated,
          keywords: operation.operationId,
        })),
      })),
      schemaGroup(document.schemas, t('schemas')),
    ],
    [document, t],
  );
  const operations = useMemo(
    () => new Map(document.groups.flatMap(group => group.operations).map(each => [each.id, each])),
    [document],
  );
  const render = useCallback(
    (id: string) => {
      const operation = operations.get(id);
      if (operation) return <OperationView key={id} root={root} document={document} summary={operation} />;
      const schema = document.schemas.find(({ name }) => schemaId(name) === id);
      return schema && <NamedSchema key={id} root={root} {...schema} />;
    },
    [root, document, operations],
  );
  return (
    <OutlineView
      label={t('operations')}
      groups={groups}
      render={render}
      overview={
        <DefinitionSummary
          {...document}
          servers={document.servers.map(({ url, description }) => ({ address: url, note: description }))}
        />
      }
    />
  );
}
