import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Card } from '@portico/ui';
import { useEntity } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import classes from './cards.module.css';
import { MissingField } from './missing-field.tsx';

/** The labels of an entity with their values. */
export default function LabelsCard() {
  const { t } = useTranslationRef(entityTranslationRef);
  const labels = Object.entries(useEntity().entity.metadata.labels ?? {});
  return (
    <Card title={t('labels.title')}>
      {labels.length === 0 ? (
        <MissingField field="metadata.labels" />
      ) : (
        <dl className={classes['labels']}>
          {labels.map(([key, value]) => (
            <div key={key}>
              <dt title={key}>{key}</dt>
              <dd dir="auto">{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
