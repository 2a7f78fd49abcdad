import { useState } from 'react';
import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, MenuButton, useUiText } from '@portico/ui';
import { IconDownload } from '@portico/ui/icons';
import { catalogApiRef } from '../../react/catalog-api.ts';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';

/** Offers all entities that the filters leave as a file. */
export function ExportMenu({ question }: { question: ListQuestion }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const uiText = useUiText();
  const catalog = useApi(catalogApiRef);
  const toasts = useApi(toastApiRef);
  const [isWorking, setWorking] = useState(false);
  const save = async (format: 'csv' | 'json'): Promise<void> => {
    setWorking(true);
    const notice = toasts.post({ title: t('export.working') });
    try {
      const { exportEntities } = await import('./export-entities.ts');
      await exportEntities({ catalog, question, format });
    } catch (error) {
      const { message } = describeError(error, uiText);
      toasts.post({ title: t('export.failed'), description: message, status: 'danger' });
    } finally {
      notice.close();
      setWorking(false);
    }
  };
  return (
    <MenuButton
      label={t('export.title')}
      icon={<IconDownload size={14} />}
      isDisabled={isWorking}
      entries={[
        { id: 'csv', label: t('export.csv'), description: t('export.hint'), onClick: () => void save('csv') },
        {
          id: 'json',
          label: t('export.json'),
          description: t('export.hint'),
          onClick: () => void save('json'),
        },
      ]}
    />
  );
}
