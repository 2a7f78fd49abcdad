import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Code, Tag } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from '../definition/definition.module.css';
import { Description } from '../definition/description.tsx';
import { MemberList, type Member } from '../definition/member-list.tsx';
import { DetailHead, Section } from '../definition/section.tsx';
import { TypeReference } from '../definition/type-reference.tsx';
import { exampleQuery } from './example-query.ts';
import type { GraphqlField, GraphqlInput, GraphqlType } from './read-graphql.ts';

type ToId = (name: string) => string | undefined;

/** Something that can be asked: its arguments, what it answers, and how it is written. */
export function GraphqlFieldView({
  operation,
  field,
  toId,
}: {
  operation: 'query' | 'mutation' | 'subscription';
  field: GraphqlField;
  toId: ToId;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <div className={classes['detail']}>
      <DetailHead title={field.name} meta={field.deprecation !== undefined && <Tag>{t('deprecated')}</Tag>} />
      <Description text={field.deprecation || undefined} />
      <Description text={field.description} />
      {field.arguments.length > 0 && (
        <Section title={t('arguments')}>
          <MemberList members={field.arguments.map(inputMember)} toId={toId} />
        </Section>
      )}
      <Section title={t('gives')}>
        <TypeReference type={field.type ?? ''} toId={toId} />
      </Section>
      <Section title={t('example')}>
        <Code text={exampleQuery(operation, field)} language="graphql" label={t('example')} />
      </Section>
    </div>
  );
}

/** A type with its fields. */
export function GraphqlTypeView({ type, toId }: { type: GraphqlType; toId: ToId }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <div className={classes['detail']}>
      <DetailHead title={type.name} meta={<Tag>{type.kind}</Tag>} />
      <Description text={type.description} />
      {type.related.length > 0 && (
        <Section title={t(type.kind === 'union' ? 'members' : 'implements')}>
          <div className={classes['path']}>
            {type.related.map(name => (
              <TypeReference key={name} type={name} toId={toId} />
            ))}
          </div>
        </Section>
      )}
      {type.fields.length > 0 && (
        <Section title={t(type.kind === 'enum' ? 'values' : 'fields')}>
          <MemberList members={type.fields.map(field => fieldMember(field, toId))} toId={toId} />
        </Section>
      )}
    </div>
  );
}

function fieldMember(field: GraphqlField, toId: ToId): Member {
  const { name, type, description, deprecation } = field;
  return {
    name,
    type,
    description: [description, deprecation].filter(Boolean).join('\n\n') || undefined,
    isDeprecated: deprecation !== undefined,
    more: <MemberList members={field.arguments.map(inputMember)} toId={toId} />,
  };
}

function inputMember({ name, type, description, defaultValue }: GraphqlInput): Member {
  return { name, type, description, note: defaultValue === undefined ? undefined : `= ${defaultValue}` };
}
