import { useMemo } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, Code, FactList, LoadingState } from '@portico/ui';
import {
  fieldsOfKind,
  findKind,
  titleOfField,
  useCatalogModel,
  useEntity,
  type KindField,
} from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { FieldValue, isPlainValue } from '../model/field-value.tsx';
import cardClasses from './cards.module.css';
import classes from './fields-card.module.css';
import { ownFieldNames } from './own-fields.ts';

/**
 * The fields of a kind that an organisation has added, and those that it has
 * added to others, in the order and the words of the model. What names other
 * entities is told by the cards of relations.
 */
export default function FieldsCard() {
  const { t } = useTranslationRef(entityTranslationRef);
  const { data: model, error } = useCatalogModel({ isNeeded: true });
  const { entity } = useEntity();
  const fields = useOwnFields();
  const isLoading = model === undefined && !error;
  if (!isLoading && fields.length === 0) return null;
  const isPlain = ({ name }: KindField): boolean => isPlainValue(entity.spec?.[name]);
  const facts = fields.filter(isPlain).map(field => ({
    label: titleOfField(field),
    hint: descriptionOf(field),
    value: <FieldValue entity={entity} field={field} />,
  }));
  return (
    <Card title={t('fields.title')}>
      {isLoading ? (
        <LoadingState lines={3} />
      ) : (
        <div className={cardClasses['about']}>
          {facts.length > 0 && <FactList facts={facts} />}
          {fields
            .filter(field => !isPlain(field))
            .map(field => (
              <Structure key={field.name} field={field} value={entity.spec?.[field.name]} />
            ))}
        </div>
      )}
    </Card>
  );
}

/** The fields of the entity that have a value: first those of the model, then those that it does not know. */
function useOwnFields(): KindField[] {
  const { entity } = useEntity();
  const { data: model } = useCatalogModel();
  return useMemo(() => {
    const kind = findKind(model, entity.kind);
    const declared = kind ? fieldsOfKind(kind) : [];
    const names = ownFieldNames(entity).filter(name => entity.spec?.[name] !== null);
    const others = names.filter(name => !declared.some(field => field.name === name));
    return [
      ...declared.filter(({ name, relation }) => !relation && names.includes(name)),
      ...others.map(name => ({ name, schema: {} })),
    ];
  }, [entity, model]);
}

/** A value that has fields of its own. */
function Structure({ field, value }: { field: KindField; value: unknown }) {
  const label = titleOfField(field);
  return (
    <div>
      <div className={classes['name']} title={descriptionOf(field)}>
        {label}
      </div>
      <Code text={JSON.stringify(value, undefined, 2)} language="json" label={label} />
    </div>
  );
}

function descriptionOf({ schema }: KindField): string | undefined {
  const { description } = schema;
  return typeof description === 'string' ? description : undefined;
}
