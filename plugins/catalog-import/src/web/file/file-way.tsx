import { useMemo, useRef, useState } from 'react';
import { Button, NativeSelect } from '@mantine/core';
import { useLocation } from 'react-router';
import {
  createCatalogModel,
  interpretSchema,
  parseEntityRef,
  type CatalogModel,
  type Entity,
} from '@portico/catalog-model';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { catalogApiRef, useCatalogModel } from '@portico/plugin-catalog/react';
import { EntityLink, LoadingState, saveFile } from '@portico/ui';
import { IconDownload } from '@portico/ui/icons';
import { importTranslationRef } from '../import-translation.ts';
import classes from '../import.module.css';
import { ProblemList } from '../problem-list.tsx';
import { createCompletions } from './completions.ts';
import { EntityEditor, type EditorHandle } from './entity-editor.tsx';
import { kindsToStartWith, skeletonOf, textOfSuggestions } from './initial-text.ts';
import { ProposePanel } from './propose-panel.tsx';
import { useChecks } from './use-checks.ts';

/** Writes a file with completion and checks, to be downloaded or proposed to a repository. */
export default function FileWay() {
  const { data, error } = useCatalogModel({ isNeeded: true });
  const model = useMemo(
    // A page may not make code of the schemas that the catalog sends.
    () => createCatalogModel(data && { base: data, compileSchema: interpretSchema }),
    [data],
  );
  // Without an answer, the built-in kinds are better than none.
  return data || error ? <FileEditor model={model} /> : <LoadingState lines={10} />;
}

function FileEditor({ model }: { model: CatalogModel }) {
  const { t } = useTranslationRef(importTranslationRef);
  const catalog = useApi(catalogApiRef);
  const kinds = useMemo(() => kindsToStartWith(model), [model]);
  const completions = useMemo(() => createCompletions({ catalog, model }), [catalog, model]);
  const suggested = suggestedEntities(useLocation().state);
  const [initialText] = useState(() =>
    suggested ? textOfSuggestions(suggested) : skeletonOf(model, kinds[0] ?? ''),
  );
  const [text, setText] = useState(initialText);
  const [skeleton, setSkeleton] = useState(suggested ? undefined : initialText);
  const editor = useRef<EditorHandle>(null);
  const { problems, refs, isChecking } = useChecks(text, model);
  // What nobody has written yet is empty, not wrong.
  const isUntouched = text === skeleton;
  const shown = isUntouched ? [] : problems;
  const startWith = (kind: string): void => {
    const start = skeletonOf(model, kind);
    setSkeleton(start);
    editor.current?.setText(start);
  };
  return (
    <div className={classes['editorWay']}>
      <div>
        <div className={classes['editorBar']}>
          <NativeSelect
            label={t('file.start')}
            data={kinds}
            onChange={event => startWith(event.currentTarget.value)}
          />
          <Button
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => saveFile('catalog-info.yaml', new Blob([text], { type: 'application/yaml' }))}
          >
            {t('file.download')}
          </Button>
        </div>
        <EntityEditor
          ref={editor}
          initialText={initialText}
          label={t('file.editor')}
          problems={shown}
          completions={completions}
          onChange={setText}
        />
        <p className={classes['soft']}>{t('file.hint')}</p>
      </div>
      <div className={classes['side']}>
        <section aria-live="polite">
          <h2>{t('file.problems')}</h2>
          {shown.length > 0 ? (
            <ProblemList
              problems={shown}
              onSelect={({ line = 1, column = 1 }) => editor.current?.goTo(line, column)}
            />
          ) : (
            <p className={classes['soft']}>
              {t(isUntouched ? 'file.untouched' : isChecking ? 'file.checking' : 'file.none')}
            </p>
          )}
        </section>
        <Declared refs={refs} />
        <ProposePanel text={text} isReady={problems.every(({ severity }) => severity !== 'error')} />
      </div>
    </div>
  );
}

function Declared({ refs }: { refs: readonly string[] }) {
  const { t } = useTranslationRef(importTranslationRef);
  return (
    <section>
      <h2>{t('file.declares')}</h2>
      {refs.length === 0 && <p className={classes['soft']}>{t('file.declaresNothing')}</p>}
      <ul className={classes['declared']}>
        {[...new Set(refs)].map(ref => (
          <li key={ref}>
            <EntityLink kind={parseEntityRef(ref).kind} title={parseEntityRef(ref).name} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the page about URLs hands over; anything may stand in the history of a browser. */
function suggestedEntities(state: unknown): Partial<Entity>[] | undefined {
  if (typeof state !== 'object' || state === null || !('entities' in state)) return undefined;
  const { entities } = state;
  return Array.isArray(entities) && entities.length > 0 ? (entities as Partial<Entity>[]) : undefined;
}
