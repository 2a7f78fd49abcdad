import type { ReactNode } from 'react';
import type { JsonValue } from '@portico/config';
import { toSafeHref, type Entity } from '@portico/catalog-model';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Link, Tag, useUiText } from '@portico/ui';
import { isEntityRef } from '@portico/catalog-model/refs';
import { EntityRefLink } from '../../react/entity-ref-link.tsx';
import type { KindField } from '../../react/kind-fields.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './field-value.module.css';

/** Whether a value is one thing, or a list of such. Others have fields of their own. */
export function isPlainValue(value: unknown): boolean {
  return [value].flat().every(item => typeof item !== 'object' || item === null);
}

/** The value of a field of `spec` as people read it; nothing for one that has fields of its own. */
export function FieldValue({ entity, field }: { entity: Entity; field: KindField }) {
  const value = entity.spec?.[field.name];
  if (value === undefined || value === null || !isPlainValue(value)) return null;
  if (!Array.isArray(value)) return <Single value={value} field={field} entity={entity} />;
  return (
    <span className={classes['list']}>
      {value.map((item, index) => (
        // A list may have the same twice.
        <Single key={index} value={item} field={field} entity={entity} isOfMany />
      ))}
    </span>
  );
}

interface SingleProps {
  value: JsonValue;
  field: KindField;
  entity: Entity;
  isOfMany?: boolean;
}

function Single({ value, field, entity, isOfMany }: SingleProps): ReactNode {
  const { t } = useTranslationRef(entityTranslationRef);
  const { locale } = useUiText();
  if (typeof value === 'boolean') return t(value ? 'fields.yes' : 'fields.no');
  if (typeof value === 'number') return value.toLocaleString(locale);
  if (typeof value !== 'string') return null;
  const format = field.schema['format'];
  const defaults = {
    defaultKind: field.relation?.defaultKind,
    defaultNamespace: field.relation?.defaultNamespace === 'default' ? undefined : entity.metadata.namespace,
  };
  if ((field.relation || format === 'entity-ref') && isEntityRef(value, defaults)) {
    return <EntityRefLink entityRef={value} {...defaults} />;
  }
  const href = /^https?:/i.test(value) ? toSafeHref(value) : undefined;
  if (href !== undefined) return <Link to={href}>{value}</Link>;
  if (isOfMany) return <Tag>{value}</Tag>;
  const time = toTimeText(value, format, locale);
  return time === undefined ? <span dir="auto">{value}</span> : <time dateTime={value}>{time}</time>;
}

/** A date without a time is a day, wherever it is read. */
function toTimeText(value: string, format: unknown, locale: string): string | undefined {
  if (format !== 'date' && format !== 'date-time') return undefined;
  const time = new Date(value);
  if (Number.isNaN(time.valueOf())) return undefined;
  return format === 'date'
    ? time.toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' })
    : time.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
