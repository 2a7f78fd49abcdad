import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { specText, useEntity, useEntityPath } from '@portico/plugin-catalog/react';
import { Card, Link, Tag } from '@portico/ui';
import { apiDocsConfigRef } from '../../react/api-docs-config.ts';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import { formatSize } from '../definition/format-size.ts';
import classes from './cards.module.css';

/** Tells that there is a definition, and leads to it. */
export default function DefinitionCard() {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { entity } = useEntity();
  const widget = useApi(apiDocsConfigRef).getApiDefinitionWidget(entity);
  const path = useEntityPath()(entity);
  const definition = specText(entity, 'definition');
  return (
    <Card title={t('definition')}>
      {definition === undefined ? (
        <p className={classes['none']}>{t('noDefinitionHint')}</p>
      ) : (
        <div className={classes['facts']}>
          <Tag>{widget?.title ?? specText(entity, 'type') ?? t('raw')}</Tag>
          <span className={classes['soft']}>{formatSize(definition.length)}</span>
          {path !== undefined && <Link to={`${path}/definition`}>{t('open')}</Link>}
        </div>
      )}
    </Card>
  );
}
