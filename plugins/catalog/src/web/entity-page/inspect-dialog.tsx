import { useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { GetEntityAncestorsResponse } from '@portico/catalog-client';
import type { Entity } from '@portico/catalog-model';
import { useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { Code, Dialog, ErrorState, LoadingState } from '@portico/ui';
import {
  CatalogEntityLink,
  catalogApiRef,
  catalogQueryKey,
  EntityRefLink,
  toEntityRef,
} from '../../react.ts';
import classes from './entity-page.module.css';
import { entityTranslationRef } from './entity-translation.ts';

type View = 'yaml' | 'json' | 'ancestry';

/** Beyond this colours cost more than they help. */
const mostPainted = 3000;

/** An entity as the catalog serves it, and the entities that led to it. */
export default function InspectDialog({ entity, onClose }: { entity: Entity; onClose: () => void }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const [view, setView] = useState<View>('yaml');
  const views: View[] = ['yaml', 'json', 'ancestry'];
  return (
    <Dialog title={t('inspect.of', { ref: toEntityRef(entity) })} size="xl" onClose={onClose}>
      <div className={classes['inspect']}>
        <SegmentedControl
          aria-label={t('inspect.view')}
          value={view}
          onChange={value => setView(value)}
          data={views.map(value => ({ value, label: t(`inspect.${value}`) }))}
        />
        {view === 'yaml' && <Yaml entity={entity} />}
        {view === 'json' && <Raw text={JSON.stringify(entity, null, 2)} language="json" />}
        {view === 'ancestry' && <Ancestry entity={entity} />}
      </div>
    </Dialog>
  );
}

function Yaml({ entity }: { entity: Entity }) {
  const { data } = useQuery({
    queryKey: ['yaml', toEntityRef(entity), entity.metadata.etag],
    queryFn: async () => (await import('yaml')).stringify(entity, { aliasDuplicateObjects: false }),
  });
  return data === undefined ? <LoadingState lines={8} /> : <Raw text={data} language="yaml" />;
}

function Raw({ text, language }: { text: string; language: 'yaml' | 'json' }) {
  const isPainted = text.split('\n').length <= mostPainted;
  return <Code text={text} language={isPainted ? language : 'text'} label={language.toUpperCase()} />;
}

type Ancestor = GetEntityAncestorsResponse['items'][number];

function Ancestry({ entity }: { entity: Entity }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const catalog = useApi(catalogApiRef);
  const entityRef = toEntityRef(entity);
  const { data, error, refetch } = useQuery({
    queryKey: [...catalogQueryKey, 'ancestry', entityRef],
    queryFn: ({ signal }) => catalog.getEntityAncestors({ entityRef }, { signal }),
  });
  if (error)
    return <ErrorState title={t('inspect.noAncestry')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState lines={4} />;
  return (
    <>
      <p className={classes['hint']}>{t('inspect.ancestryHint')}</p>
      <ul className={classes['ancestry']}>
        <AncestorItem entityRef={data.rootEntityRef} items={data.items} seen={[]} />
      </ul>
    </>
  );
}

function AncestorItem({
  entityRef,
  items,
  seen,
}: {
  entityRef: string;
  items: readonly Ancestor[];
  seen: readonly string[];
}) {
  const item = items.find(({ entity }) => toEntityRef(entity) === entityRef);
  const parents = item?.parentEntityRefs.filter(ref => !seen.includes(ref)) ?? [];
  return (
    <li>
      {item ? <CatalogEntityLink entity={item.entity} /> : <EntityRefLink entityRef={entityRef} />}{' '}
      <code className={classes['ref']}>{entityRef}</code>
      {parents.length > 0 && (
        <ul>
          {parents.map(ref => (
            <AncestorItem key={ref} entityRef={ref} items={items} seen={[...seen, entityRef]} />
          ))}
        </ul>
      )}
    </li>
  );
}
