import { Suspense } from 'react';
import { SegmentedControl } from '@mantine/core';
import { useSearchParams } from 'react-router';
import type { Entity } from '@portico/catalog-model';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { specText } from '@portico/plugin-catalog/react';
import { Code, EmptyState, LoadingState, type CodeLanguage } from '@portico/ui';
import { IconFileCode } from '@portico/ui/icons';
import { apiDocsConfigRef } from '../../react/api-docs-config.ts';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import classes from './definition.module.css';
import { formatSize } from './format-size.ts';

const viewParam = 'view';

/** The definition of an API, in the viewer for its type and as it is written. */
export function ApiDefinition({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const config = useApi(apiDocsConfigRef);
  const [params, setParams] = useSearchParams();
  const definition = specText(entity, 'definition');
  if (definition === undefined) {
    return <EmptyState icon={IconFileCode} title={t('noDefinition')} text={t('noDefinitionHint')} />;
  }
  const widget = config.getApiDefinitionWidget(entity);
  const isRaw = !widget || params.get(viewParam) === 'raw';
  const show = (view: string): void => {
    const next = new URLSearchParams(params);
    if (view === 'raw') next.set(viewParam, 'raw');
    else next.delete(viewParam);
    setParams(next, { replace: true });
  };
  return (
    <>
      <div className={classes['bar']}>
        <h2>{t('definition')}</h2>
        <div className={classes['row']}>
          <span className={classes['soft']}>{formatSize(definition.length)}</span>
          {widget && (
            <SegmentedControl
              aria-label={t('view')}
              value={isRaw ? 'raw' : 'widget'}
              onChange={show}
              data={[
                { value: 'widget', label: widget.title },
                { value: 'raw', label: t('raw') },
              ]}
            />
          )}
        </div>
      </div>
      {!widget && (
        <p className={classes['soft']}>{t('noViewer', { type: specText(entity, 'type') ?? '?' })}</p>
      )}
      {isRaw ? (
        <Code
          text={definition}
          language={languageOf(definition, widget?.rawLanguage)}
          label={t('asWritten')}
          hasLineNumbers
        />
      ) : (
        <Suspense fallback={<LoadingState lines={6} />}>{widget.component(definition)}</Suspense>
      )}
    </>
  );
}

const languages: readonly string[] = ['json', 'yaml', 'graphql', 'proto'] satisfies CodeLanguage[];

function languageOf(definition: string, language: string | undefined): CodeLanguage {
  if (language === 'yaml' && /^\s*[{[]/.test(definition)) return 'json';
  return languages.includes(language ?? '') ? (language as CodeLanguage) : 'text';
}
