import { Fragment, type ReactNode } from 'react';
import type { JsonValue } from '@portico/config';
import { toSafeHref } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, Code, FactList, Link, LoadingState, Tag, useUiText, type Fact } from '@portico/ui';
import {
  EntityRefLink,
  fieldsOfKind,
  findKind,
  titleOfField,
  useCatalogModel,
  useEntity,
} from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './cards.module.css';
import { ownFieldNames } from './own-fields.ts';

/** The fields that an organisation has added to an entity's kind, or of a kind of its own, as the model tells them. */
export default function FieldsCard() {
  const { t } = useTranslationRef(entityTranslationRef);
  const { data: model, error } = useCatalogModel({ isNeeded: true });
  const facts = useFacts();
  const isLoading = model === undefined && !error;
  if (!isLoading && facts.length === 0) return null;
  return (
    <Card title={t('fields.title')}>
      {isLoading ? (
        <LoadingState lines={3} />
      ) : (
        <div className={classes['about']}>
          <FactList facts={facts} />
        </div>
      )}
    </Card>
  );
}

function useFacts(): Fact[] {
  const { entity } = useEntity();
  const { data: model } = useCatalogModel();
  const kind = findKind(model, entity.kind);
  const declared = kind ? fieldsOfKind(kind) : [];
  const names = ownFieldNames(entity);
  const fields = [
    ...declared.filter(({ name }) => names.includes(name)),
    ...names.filter(name => !declared.some(field => field.name === name)).map(name => ({ name, schema: {} })),
  ];
  return fields
    .filter(field => !('relation' in field) || field.relation === undefined)
    .map(field => {
      const { description, format } = field.schema as { description?: unknown; format?: unknown };
      const label = titleOfField(field);
      return {
        label,
        hint: typeof description === 'string' ? description : undefined,
        value: <FieldValue value={entity.spec?.[field.name]} format={format} label={label} />,
      };
    });
}

function FieldValue({
  value,
  format,
  label,
}: {
  value: JsonValue | undefined;
  format: unknown;
  label: string;
}) {
  const { t } = useTranslationRef(entityTranslationRef);
  const { locale } = useUiText();
  if (value === undefined || value === null) return t('fields.none');
  if (typeof value === 'boolean') return t(value ? 'fields.yes' : 'fields.no');
  if (typeof value === 'number') return value.toLocaleString(locale);
  if (typeof value === 'string') return <TextValue text={value} format={format} locale={locale} />;
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return <Items items={value} />;
  return <Code text={JSON.stringify(value, undefined, 2)} language="json" label={label} />;
}

function TextValue({ text, format, locale }: { text: string; format: unknown; locale: string }): ReactNode {
  if (format === 'entity-ref') return <EntityRefLink entityRef={text} />;
  const href = /^https?:/i.test(text) ? toSafeHref(text) : undefined;
  if (href !== undefined) return <Link to={href}>{text}</Link>;
  const time = format === 'date' || format === 'date-time' ? new Date(text) : undefined;
  if (!time || Number.isNaN(time.valueOf())) return <span dir="auto">{text}</span>;
  // A date without a time is a day, wherever it is read.
  const shown =
    format === 'date'
      ? time.toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' })
      : time.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return <time dateTime={text}>{shown}</time>;
}

function Items({ items }: { items: readonly JsonValue[] }) {
  return (
    <span className={classes['tags']}>
      {items.map((item, index) => (
        // A list may have the same twice.
        <Fragment key={index}>
          <Tag>{String(item ?? "")}</Tag>
        </Fragment>
      ))}
    </span>
  );
}
