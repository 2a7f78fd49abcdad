import { useLayoutEffect, useMemo, useRef, type CSSProperties } from 'react';
import { useSearchParams } from 'react-router';
import { Checkbox, UnstyledButton } from '@mantine/core';
import { explainNode } from '@portico/frontend-app-api';
import { appTreeApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Card, EmptyState, SearchField, StatusDot } from '@portico/ui';
import { ExtensionId } from './extension-link.tsx';
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
  const choose = (next: string): void => set({ id: next });
  const details = useDetailsInSight(id);
  const chosen = tree.nodes.get(id);
  const isFlat = text !== '' || isTroubleOnly;
  return (
    <div className={classes['page']}>
      <ProblemList problems={problems} onChoose={choose} />
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
              onChoose={() => choose(row.node.spec.id)}
            />
          ))}
          {shown.length === 0 && (
            <li>
              <EmptyState title={t('nothing')} text={explainNode(tree, text).reason} />
            </li>
          )}
        </ul>
        <div ref={details} tabIndex={-1} className={classes['details']}>
          {chosen ? (
            <NodeDetails key={id} node={chosen} tree={tree} onChoose={choose} />
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

/** Where the details stand below what they were chosen in, they come into sight, and the keyboard goes on in them. */
function useDetailsInSight(id: string) {
  const details = useRef<HTMLDivElement>(null);
  const before = useRef(id);
  useLayoutEffect(() => {
    if (before.current === id) return;
    before.current = id;
    const top = details.current?.getBoundingClientRect().top ?? 0;
    if (top >= 0 && top < globalThis.innerHeight * 0.7) return;
    details.current?.scrollIntoView({ block: 'start' });
    details.current?.focus({ preventScroll: true });
  }, [id]);
  return details;
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
    <li className={classes['item']} style={{ '--depth': isFlat ? 0 : row.depth } as CSSProperties}>
      <UnstyledButton
        className={classes['row']}
        data-status={explanation.status}
        aria-current={isChosen || undefined}
        onClick={onChoose}
      >
        <StatusDot level={levelOf(explanation.status)}>
          <span className={classes['id']}>
            <ExtensionId id={node.spec.id} />
          </span>
        </StatusDot>
        {row.input !== undefined && <span className={classes['input']}>{row.input}</span>}
        {explanation.status !== 'shown' && (
          <span className={classes['status']}>{t(`status.${explanation.status}`)}</span>
        )}
      </UnstyledButton>
    </li>
  );
}
