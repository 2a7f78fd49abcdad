import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { Checkbox, UnstyledButton } from '@mantine/core';
import { explainNode } from '@portico/frontend-app-api';
import { appTreeApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, EmptyState, SearchField, StatusDot } from '@portico/ui';
import { filterRows, isTrouble, levelOf, listRows, type TreeRow } from './list-rows.ts';
import { NodeDetails } from './node-details.tsx';
import { ProblemList } from './problem-list.tsx';
import { treeTranslationRef } from './tree-translation.ts';
import classes from './tree.module.css';

/** The tree of the app as it runs: every extension, where it is attached, and why it is or is not there. */
export default function TreePage() {
  const { t } = useTranslationRef(treeTranslationRef);
  const { tree, problems = [] } = useApi(appTreeApiRef).getTree();
  const [params, setParams] = useSearchParams();
  const rows = useMemo(() => listRows(tree), [tree]);
  const text = params.get('find') ?? '';
  const isTroubleOnly = params.has('trouble');
  const id = params.get('id') ?? '';
  const shown = useMemo(() => filterRows(rows, { text, isTroubleOnly }), [rows, text, isTroubleOnly]);
  const set = (changes: Record<string, string | undefined>) =>
    setParams(
      before => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) {
          if (value === undefined || value === '') next.delete(key);
          else next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  const chosen = tree.nodes.get(id);
  const isFlat = text !== '' || isTroubleOnly;
  return (
    <div className={classes['page']}>
      <ProblemList problems={problems} onChoose={next => set({ id: next })} />
      <div className={classes['bar']}>
        <SearchField label={t('find')} value={text} onChange={find => set({ find })} />
        <Checkbox
          label={t('troubleOnly', { count: rows.filter(isTrouble).length })}
          checked={isTroubleOnly}
          onChange={() => set({ trouble: isTroubleOnly ? undefined : '1' })}
        />
        <span className={classes['total']}>{t('total', { count: shown.length })}</span>
      </div>
      <div className={classes['columns']}>
        <ul className={classes['tree']} aria-label={t('tree')}>
          {shown.map(row => (
            <Row
              key={row.node.spec.id}
              row={row}
              isFlat={isFlat}
              isChosen={row.node.spec.id === id}
              onChoose={() => set({ id: row.node.spec.id })}
            />
          ))}
          {shown.length === 0 && (
            <li>
              <EmptyState title={t('nothing')} text={explainNode(tree, text).reason} />
            </li>
          )}
        </ul>
        <div className={classes['details']}>
          {chosen ? (
            <NodeDetails key={id} node={chosen} tree={tree} onChoose={next => set({ id: next })} />
          ) : (
            <Card>
              <EmptyState
                title={t('choose')}
                text={id === '' ? t('chooseHint') : explainNode(tree, id).reason}
              />
            </Card>
          )}
        </div>
      </div>
    </div>
  );
}

function Row({
  row,
  isFlat,
  isChosen,
  onChoose,
}: {
  row: TreeRow;
  isFlat: boolean;
  isChosen: boolean;
  onChoose(): void;
}) {
  const { t } = useTranslationRef(treeTranslationRef);
  const { node, explanation } = row;
  return (
    <li style={isFlat ? undefined : { paddingInlineStart: row.depth * 18 }}>
      <UnstyledButton
        className={classes['row']}
        data-status={explanation.status}
        aria-current={isChosen || undefined}
        onClick={onChoose}
      >
        <StatusDot level={levelOf(explanation.status)}>
          <span className={classes['id']}>{node.spec.id}</span>
        </StatusDot>
        {row.input !== undefined && <span className={classes['input']}>{row.input}</span>}
        {explanation.status !== 'shown' && (
          <span className={classes['status']}>{t(`status.${explanation.status}`)}</span>
        )}
      </UnstyledButton>
    </li>
  );
}
