import { useQuery } from '@tanstack/react-query';
import type { CatalogApi, EntityGraph } from '@portico/catalog-client';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import {
  catalogApiRef,
  catalogQueryKey,
  EntityRefLink,
  toEntityRef,
  useEntity,
} from '@portico/plugin-catalog/react';
import { Card, ErrorState, LoadingState } from '@portico/ui';
import { buildGroupTree, linesOf } from '../model/group-tree.ts';
import { orgTranslationRef } from '../org-translation.ts';
import classes from './cards.module.css';

const mostLines = 200;

/** Where a group stands: the groups above it, and those below it. */
export default function HierarchyCard() {
  const { t } = useTranslationRef(orgTranslationRef);
  const { entity } = useEntity();
  const ref = toEntityRef(entity);
  const catalog = useApi(catalogApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'org hierarchy', ref],
    queryFn: async ({ signal }) => readLines(catalog, ref, signal),
  });
  return (
    <Card title={t('hierarchy')}>
      {error && <ErrorState title={t('hierarchyFailed')} error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingState lines={4} />}
      {data && data.length < 2 && <p className={classes['hint']}>{t('alone')}</p>}
      {data && data.length > 1 && (
        <ul className={classes['tree']}>
          {data.slice(0, mostLines).map(line => (
            <li
              key={line.ref}
              className={classes['branch']}
              style={{ paddingInlineStart: line.level * 20 }}
              aria-current={line.ref === ref ? 'true' : undefined}
            >
              {line.level > 0 && <span aria-hidden className={classes['elbow']} />}
              <EntityRefLink entityRef={line.ref} title={line.title} />
              {line.ref === ref && <span className={classes['hint']}>{t('thisGroup')}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface Line {
  ref: string;
  title: string;
  level: number;
}

/** Two questions: up along the parents, and down along the children. */
async function readLines(catalog: CatalogApi, ref: string, signal: AbortSignal): Promise<Line[]> {
  const ask = (relation: string): Promise<EntityGraph> =>
    catalog.getEntityGraph(
      { entityRefs: [ref], relations: [relation], kinds: ['group'], depth: 100, limit: mostLines + 1 },
      { signal },
    );
  const [above, below] = await Promise.all([ask('childOf'), ask('parentOf')]);
  const edges = [
    ...above.edges.map(({ sourceRef, targetRef }) => [sourceRef, targetRef] as const),
    ...below.edges.map(({ sourceRef, targetRef }) => [targetRef, sourceRef] as const),
  ];
  const parents = new Map(edges.toReversed());
  const nodes = new Map([...above.nodes, ...below.nodes].map(node => [node.entityRef, node]));
  const tree = buildGroupTree(
    [...nodes.values()].map(({ entityRef, title, name }) => ({
      ref: entityRef,
      title: title ?? name,
      parentRef: parents.get(entityRef),
      childRefs: [],
      members: 0,
      owned: 0,
    })),
  );
  return linesOf(tree, { isOpen: () => true }).map(({ group, level }) => ({
    ref: group.ref,
    title: group.title,
    level,
  }));
}
