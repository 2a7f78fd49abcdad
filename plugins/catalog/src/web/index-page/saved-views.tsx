import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'react-router';
import type { JsonValue } from '@portico/config';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { MenuButton, type MenuEntry } from '@portico/ui';
import { IconBookmark, IconPlus, IconTrash } from '@portico/ui/icons';
import { catalogTranslationRef } from '../catalog-translation.ts';
import type { SavedView } from './saved-view.ts';
import { useStored } from './use-stored.ts';

const ViewDialog = lazy(() => import('./view-dialog.tsx'));

/** The states of the list that the user has kept, and what keeps one more. Lists of one kind have views of their own. */
export function SavedViews({ kind }: { kind: string | undefined }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { pathname, search } = useLocation();
  const [stored, save] = useStored({ bucket: 'catalog.views', key: kind ?? 'views' }, isViews);
  const [dialog, setDialog] = useState<'save' | 'remove'>();
  const views = stored ?? [];
  const entries: MenuEntry[] = [
    ...views.map(({ name, query }) => ({
      id: `view ${name}`,
      label: name,
      icon: <IconBookmark size={14} />,
      to: query === '' ? pathname : `${pathname}?${query}`,
    })),
    { id: 'save', label: t('views.save'), icon: <IconPlus size={14} />, onClick: () => setDialog('save') },
    ...(views.length > 0
      ? [
          {
            id: 'remove',
            label: t('views.remove'),
            icon: <IconTrash size={14} />,
            onClick: () => setDialog('remove'),
          },
        ]
      : []),
  ];
  return (
    <>
      <MenuButton label={t('views.title')} icon={<IconBookmark size={14} />} entries={entries} />
      {dialog && (
        <Suspense>
          <ViewDialog
            mode={dialog}
            views={views}
            query={search.replace(/^\?/, '')}
            onChange={save}
            onClose={() => setDialog(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

function isViews(value: JsonValue): value is SavedView[] {
  return Array.isArray(value) && value.every(isView);
}

function isView(value: JsonValue): value is SavedView {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return typeof value['name'] === 'string' && typeof value['query'] === 'string';
}
