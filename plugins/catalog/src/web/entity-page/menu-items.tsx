import { lazy, Suspense } from 'react';
import { dialogApiRef, toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { IconCopy, IconFileCode, IconLink, IconRefresh, IconTrash } from '@portico/ui/icons';
import { catalogEntityDeletePermission } from '../../permissions.ts';
import { EntityContextMenuItemBlueprint, toEntityRef, useEntity } from '../../react.ts';
import { entityTranslationRef } from './entity-translation.ts';
import { useAllowed } from './use-allowed.ts';
import { useRefreshEntity } from './use-refresh-entity.ts';

const InspectDialog = lazy(() => import('./inspect-dialog.tsx'));
const UnregisterDialog = lazy(() => import('./unregister-dialog.tsx'));
const toastMilliseconds = 3000;

/** What can be done with every entity. */
export const entityMenuItems = [
  EntityContextMenuItemBlueprint.make({
    name: 'refresh-entity',
    params: {
      icon: <IconRefresh />,
      useProps: function useRefreshItem() {
        const { t } = useTranslationRef(entityTranslationRef);
        const { entity } = useEntity();
        const { refresh, isAllowed } = useRefreshEntity(toEntityRef(entity));
        return { title: t('refresh.now'), onClick: refresh, disabled: !isAllowed };
      },
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'copy-entity-ref',
    params: {
      icon: <IconCopy />,
      useProps: function useCopyRefItem() {
        const { t } = useTranslationRef(entityTranslationRef);
        const { entity } = useEntity();
        const copy = useCopy();
        return { title: t('copy.ref'), onClick: () => copy(toEntityRef(entity)) };
      },
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'copy-entity-url',
    params: {
      icon: <IconLink />,
      useProps: function useCopyUrlItem() {
        const { t } = useTranslationRef(entityTranslationRef);
        const copy = useCopy();
        return { title: t('copy.url'), onClick: () => copy(window.location.href) };
      },
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'inspect-entity',
    params: {
      icon: <IconFileCode />,
      useProps: function useInspectItem() {
        const { t } = useTranslationRef(entityTranslationRef);
        const { entity } = useEntity();
        const dialogs = useApi(dialogApiRef);
        const open = () =>
          void dialogs.open(({ dialog }) => (
            <Suspense>
              <InspectDialog entity={entity} onClose={() => dialog.close()} />
            </Suspense>
          ));
        return { title: t('inspect.title'), onClick: open };
      },
    },
  }),
  EntityContextMenuItemBlueprint.make({
    name: 'unregister-entity',
    params: {
      icon: <IconTrash />,
      useProps: function useUnregisterItem() {
        const { t } = useTranslationRef(entityTranslationRef);
        const { entity } = useEntity();
        const dialogs = useApi(dialogApiRef);
        const isAllowed = useAllowed(catalogEntityDeletePermission, toEntityRef(entity)) ?? false;
        const open = () =>
          void dialogs.open(({ dialog }) => (
            <Suspense>
              <UnregisterDialog entity={entity} onClose={() => dialog.close()} />
            </Suspense>
          ));
        return { title: t('unregister.open'), onClick: open, disabled: !isAllowed };
      },
    },
  }),
];

function useCopy(): (text: string) => Promise<void> {
  const { t } = useTranslationRef(entityTranslationRef);
  const toasts = useApi(toastApiRef);
  return async text => {
    try {
      await navigator.clipboard.writeText(text);
      toasts.post({ title: t('copy.done', { text }), status: 'success', timeout: toastMilliseconds });
    } catch {
      // Browsers refuse without a secure connection: then the text can be copied from the message.
      toasts.post({ title: t('copy.failed'), description: text, status: 'warning' });
    }
  };
}
