import type { Entity, ModelBase } from '@portico/catalog-model';
import type { TableColumn } from '@portico/ui';
import { fieldsOfKind, findKind, titleOfField, type KindField } from '../../react/kind-fields.ts';
import { isOwnField } from '../entity-cards/own-fields.ts';
import { FieldValue } from '../model/field-value.tsx';

/** What a model adds to the columns of a kind. */
export interface OwnColumns {
  /** The fields that the kind has, with those that the list knows. */
  fieldNames: readonly string[];
  /** For the fields that the list does not know. Their ids are the dotted paths of the fields. */
  columns: readonly TableColumn<Entity>[];
}

/** Fields that have columns of their own, whatever the kind. */
const known = new Set(['system', 'domain', 'parent', 'memberOf', 'profile', 'target', 'targets']);

/** What a model adds to the columns of a kind; nothing while the kind is not known. */
export function ownColumns(model: ModelBase | undefined, kind: string): OwnColumns | undefined {
  const definition = findKind(model, kind);
  if (!definition) return undefined;
  const fields = fieldsOfKind(definition);
  return {
    fieldNames: fields.map(({ name }) => name),
    columns: fields
      .filter(({ name, schema }) => isOwnField(kind, name) && !known.has(name) && !isStructure(schema))
      .map(toColumn),
  };
}

function toColumn(field: KindField): TableColumn<Entity> {
  const { type } = field.schema;
  const isNumber = type === 'number' || type === 'integer';
  return {
    id: `spec.${field.name}`,
    title: titleOfField(field),
    render: entity => <FieldValue entity={entity} field={field} />,
    // The catalog sorts by the texts of values.
    isSortable: !isNumber && type !== 'array' && !field.relation,
    align: isNumber ? 'end' : 'start',
    hideBelow: 'medium',
  };
}

function isStructure({ type, properties, items }: KindField['schema']): boolean {
  const item = typeof items === 'object' && items !== null && !Array.isArray(items) ? items : {};
  return [type, item['type']].flat().includes('object') || properties !== undefined;
}
