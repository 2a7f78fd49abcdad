import { useMemo, type ReactNode } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { LoadingState } from '@portico/ui';
import { apiDocsTranslationRef } from '../api-docs-translation.ts';
import type { ReadDocument } from '../parse/read-document.ts';
import { useDocument } from '../parse/use-document.ts';
import { BrokenDefinition } from './broken-definition.tsx';
import classes from './definition.module.css';
import { formatSize } from './format-size.ts';

/** From this many characters on, reading takes so long that it is said. */
const longLength = 500_000;

/** Reads a definition in JSON or YAML and hands it on; until then, and when that fails, it says so. */
export function DocumentView<Model>({
  format,
  definition,
  read,
  children,
}: {
  /** What the definition should be: `OpenAPI`. */
  format: string;
  definition: string;
  /** Makes a model of what was read; `undefined` when it is of another format. */
  read(root: unknown): Model | undefined;
  children(root: unknown, model: Model): ReactNode;
}) {
  const document = useDocument(definition);
  const model = useMemo(() => toModel(document, read), [document, read]);
  if (!document) return <Reading length={definition.length} />;
  if ('problem' in document || model === undefined) {
    return (
      <BrokenDefinition
        format={format}
        definition={definition}
        problem={'problem' in document ? document.problem : 'unknown'}
        language={/^\s*[{[]/.test(definition) ? 'json' : 'yaml'}
      />
    );
  }
  return <>{children(document.value, model)}</>;
}

function toModel<Model>(document: ReadDocument | undefined, read: (root: unknown) => Model | undefined) {
  return document && 'value' in document ? read(document.value) : undefined;
}

function Reading({ length }: { length: number }) {
  const { t } = useTranslationRef(apiDocsTranslationRef);
  return (
    <LoadingState lines={6}>
      {length >= longLength && (
        <p className={classes['reading']}>{t('reading', { size: formatSize(length) })}</p>
      )}
    </LoadingState>
  );
}
