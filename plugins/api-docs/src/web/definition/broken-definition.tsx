import { useTranslationRef } from '@portico/frontend-plugin-api';
import { Code, type CodeLanguage } from '@portico/ui';
import { IconAlertTriangle } from '@portico/ui/icons';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import type { DefinitionProblem } from '../parse/read-document.ts';
import classes from './definition.module.css';

/** Says what is wrong with a definition and in which line, and shows the definition as it is written. */
export function BrokenDefinition({
  format,
  definition,
  problem,
  language,
}: {
  /** What it should be: `OpenAPI`. */
  format: string;
  definition: string;
  /** `unknown`: it can be read, but is of another format. */
  problem: DefinitionProblem | 'unknown';
  language: CodeLanguage;
}) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  const { line, column, message } = problem === 'unknown' ? {} : problem;
  const words = (text: string): string => (text === 'notAnObject' ? t('notAnObject') : text);
  return (
    <div className={classes['broken']}>
      <div role="alert" className={classes['alert']}>
        <IconAlertTriangle size={18} />
        <div>
          <div className={classes['alertTitle']}>{t('brokenTitle', { format })}</div>
          <p>
            {message === undefined ? t('unknownFormat', { format }) : words(message)}
            {line !== undefined && <> {t('atLine', { line, column: column ?? 1 })}</>}
          </p>
          <p>{t('brokenHint')}</p>
        </div>
      </div>
      <Code
        text={definition}
        language={language}
        label={t('asWritten')}
        highlightLine={line}
        hasLineNumbers
      />
    </div>
  );
}
