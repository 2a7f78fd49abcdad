import { useMemo, useState } from 'react';
import { Button, NativeSelect } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Code, CopyButton, Tag } from '@portico/ui';
import { IconPlayerPlay } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from '../definition/definition.module.css';
import { Description } from '../definition/description.tsx';
import { toExampleText } from '../definition/named-schema.tsx';
import { DetailHead, Section } from '../definition/section.tsx';
import { Badge } from '../outline/outline-list.tsx';
import { toRecord } from '../parse/json-values.ts';
import { SchemaParts, SchemaView } from '../schema/schema-view.tsx';
import type {
  ApiAnswer,
  ApiContent,
  ApiParameter,
  OpenApiDocument,
  OperationSummary,
} from './openapi-types.ts';
import { readOperation } from './read-operation.ts';
import { TryRequest } from './try-request.tsx';

/** A call: what it takes, what it answers, and a form that sends it. */
export function OperationView({
  root,
  document,
  summary,
}: {
  root: unknown;
  document: OpenApiDocument;
  summary: OperationSummary;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const operation = useMemo(() => readOperation(root, summary), [root, summary]);
  const [isTrying, setTrying] = useState(false);
  const schemes = document.security.filter(({ id }) => operation.security.includes(id));
  return (
    <div className={classes['detail']}>
      <DetailHead
        title={operation.summary ?? operation.operationId ?? operation.path}
        meta={operation.isDeprecated && <Tag>{t('deprecated')}</Tag>}
      >
        <div className={classes['path']}>
          <Badge text={operation.method} />
          <code className={classes['code']}>{operation.path}</code>
          <CopyButton value={operation.path} label={t('copyPath')} />
          {!summary.id.startsWith('webhook ') && (
            <Button
              variant={isTrying ? 'default' : 'filled'}
              leftSection={<IconPlayerPlay size={14} />}
              aria-expanded={isTrying}
              onClick={() => setTrying(!isTrying)}
            >
              {t('tryIt')}
            </Button>
          )}
        </div>
      </DetailHead>
      {isTrying && <TryRequest operation={operation} schemes={schemes} />}
      <Description text={operation.description} />
      {schemes.length > 0 && (
        <Section title={t('authorization')}>
          <ul className={classes['plain']}>
            {schemes.map(scheme => (
              <li key={scheme.id}>
                <code className={classes['code']}>{scheme.id}</code>{' '}
                <span className={classes['soft']}>{scheme.label}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Parameters root={root} parameters={operation.parameters} />
      {operation.body && (
        <Section title={t(operation.body.isRequired ? 'bodyRequired' : 'body')}>
          <Description text={operation.body.description} />
          <Contents root={root} contents={operation.body.contents} of={t('body')} />
        </Section>
      )}
      <Section title={t('answers')}>
        {operation.answers.map((answer, index) => (
          <Answer key={answer.status} root={root} answer={answer} isOpen={index === 0} />
        ))}
      </Section>
    </div>
  );
}

const places = ['path', 'query', 'header', 'cookie'] as const;

function Parameters({ root, parameters }: { root: unknown; parameters: readonly ApiParameter[] }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return places.map(place => {
    const found = parameters.filter(parameter => parameter.in === place);
    if (found.length === 0) return null;
    return (
      <Section key={place} title={t(`parameters.${place}`)}>
        <SchemaParts
          root={root}
          parts={found.map(({ name, schema, isRequired, description, isDeprecated }) => ({
            name,
            isRequired,
            schema: {
              ...toRecord(schema),
              ...(description !== undefined && { description }),
              ...(isDeprecated && { deprecated: true }),
            },
          }))}
        />
      </Section>
    );
  });
}

function Answer({ root, answer, isOpen }: { root: unknown; answer: ApiAnswer; isOpen: boolean }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <details className={classes['answer']} open={isOpen}>
      <summary>
        <Tag level={levelOf(answer.status)}>{answer.status}</Tag>
        <span className={classes['soft']}>{answer.description?.split('\n')[0]}</span>
      </summary>
      <div>
        {answer.description?.includes('\n') && <Description text={answer.description} />}
        {answer.headers.length > 0 && (
          <Section title={t('headers')}>
            <SchemaParts
              root={root}
              parts={answer.headers.map(({ name, schema }) => ({ name, schema, isRequired: false }))}
            />
          </Section>
        )}
        {answer.contents.length > 0 ? (
          <Contents root={root} contents={answer.contents} of={answer.status} />
        ) : (
          <span className={classes['soft']}>{t('noContent')}</span>
        )}
      </div>
    </details>
  );
}

function levelOf(status: string): 'ok' | 'warning' | 'error' | 'info' {
  if (status.startsWith('2')) return 'ok';
  if (status.startsWith('4')) return 'warning';
  return status.startsWith('5') ? 'error' : 'info';
}

function Contents({
  root,
  contents,
  of,
}: {
  root: unknown;
  contents: readonly ApiContent[];
  /** Tells the examples of a page apart. */
  of: string;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const [chosen, setChosen] = useState(0);
  const content = contents[chosen] ?? contents[0];
  if (!content) return null;
  return (
    <div className={classes['content']}>
      {contents.length > 1 ? (
        <NativeSelect
          aria-label={`${t('mediaType')}, ${of}`}
          value={String(chosen)}
          data={contents.map(({ mediaType }, index) => ({ value: String(index), label: mediaType }))}
          onChange={event => setChosen(Number(event.currentTarget.value))}
        />
      ) : (
        <span className={classes['soft']}>{content.mediaType}</span>
      )}
      <div className={classes['side']}>
        <SchemaView root={root} schema={content.schema} />
        <Code
          text={toExampleText(content.example)}
          language="json"
          label={t('exampleOf', { type: `${of}, ${content.mediaType}` })}
        />
      </div>
    </div>
  );
}
