import { useCallback, useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { BrokenDefinition } from '../definition/broken-definition.tsx';
import { DefinitionSummary } from '../definition/definition-summary.tsx';
import { Description } from '../definition/description.tsx';
import { MemberList } from '../definition/member-list.tsx';
import { Section } from '../definition/section.tsx';
import type { OutlineGroup, OutlineItem } from '../outline/filter-outline.ts';
import { OutlineView } from '../outline/outline-view.tsx';
import { GraphqlFieldView, GraphqlTypeView } from './graphql-detail.tsx';
import { readGraphql, type GraphqlDocument, type GraphqlField, type GraphqlType } from './read-graphql.ts';

/** Shows a GraphQL schema: what can be asked, and the types. */
export default function GraphqlView({ definition }: { definition: string }) {
  const document = useMemo(() => readGraphql(definition), [definition]);
  if ('problem' in document) {
    return (
      <BrokenDefinition
        format="GraphQL"
        definition={definition}
        problem={document.problem}
        language="graphql"
      />
    );
  }
  return <GraphqlOutline document={document} />;
}

function GraphqlOutline({ document }: { document: GraphqlDocument }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { calls, types } = useMemo(() => indexDocument(document), [document]);
  const toId = useCallback((name: string) => (types.has(name) ? `type ${name}` : undefined), [types]);
  const groups = useMemo(
    (): OutlineGroup[] => [
      ...document.roots.map(({ operation }) => ({
        id: operation,
        title: t(`graphql.${operation}`),
        items: calls.filter(call => call.operation === operation).map(({ id, field }) => toItem(id, field)),
      })),
      ...typeKinds.map(kind => ({
        id: kind,
        title: t(`graphql.${kind}`),
        items: document.types
          .filter(type => type.kind === kind && !document.roots.some(root => root.type === type.name))
          .map(({ name }) => ({ id: `type ${name}`, label: name })),
      })),
    ],
    [document, calls, t],
  );
  const render = useCallback(
    (id: string) => {
      const call = calls.find(each => each.id === id);
      if (call) return <GraphqlFieldView key={id} {...call} toId={toId} />;
      const type = id.startsWith('type ') ? types.get(id.slice('type '.length)) : undefined;
      return type && <GraphqlTypeView key={id} type={type} toId={toId} />;
    },
    [calls, types, toId],
  );
  return (
    <OutlineView
      label={t('types')}
      groups={groups}
      render={render}
      overview={
        <DefinitionSummary format="GraphQL" title="GraphQL" description={document.description}>
          {document.roots.map(({ operation, type }) => (
            <Section key={operation} title={t(`graphql.${operation}`)}>
              <Description text={types.get(type)?.description} />
              <MemberList
                members={(types.get(type)?.fields ?? []).map(({ name, type: returned, description }) => ({
                  name,
                  type: returned,
                  description,
                }))}
                toId={toId}
              />
            </Section>
          ))}
        </DefinitionSummary>
      }
    />
  );
}

const typeKinds = ['object', 'interface', 'input', 'enum', 'union', 'scalar'] as const;

function indexDocument({ roots, types: list }: GraphqlDocument) {
  const types = new Map<string, GraphqlType>(list.map(type => [type.name, type]));
  const calls = roots.flatMap(({ operation, type }) =>
    (types.get(type)?.fields ?? []).map(field => ({ id: `${operation} ${field.name}`, operation, field })),
  );
  return { types, calls };
}

function toItem(id: string, field: GraphqlField): OutlineItem {
  return {
    id,
    label: field.name,
    hint: field.description?.split('\n')[0],
    isDeprecated: field.deprecation !== undefined,
  };
}
