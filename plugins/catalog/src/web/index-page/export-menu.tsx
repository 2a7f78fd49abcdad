import { useState } from 'react';
import { toastApiRef, useApi, useApiHolder, useTranslationRef } from '@portico/frontend-plugin-api';
import { describeError, MenuButton, useUiText } from '@portico/ui';
import { IconDownload } from '@portico/ui/icons';
import type { ListQuestion } from '../../react/catalog-list-context.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { useExportSettings } from './export-settings.ts';

/** Offers all entities that the filters leave as a file, in the formats of the settings. */
export function ExportMenu({ question }: { question: ListQuestion }) {
  const { t } = useTranslationRef(catalogTranslationRef);
  const { enabled = true, disableBuiltinExporters = false, exporters = {} } = useExportSettings();
  const { isWorking, save } = useExport(question);
  const formats = [
    ...(disableBuiltinExporters
      ? []
      : [
          { id: 'csv', label: t('export.csv') },
          { id: 'json', label: t('export.json') },
        ]),
    ...Object.entries(exporters).map(([id, { label = id.toUpperCase() }]) => ({
      id,
      label: t('export.as', { format: label }),
    })),
  ];
  if (!enabled || formats.length === 0) return null;
  return (
    <MenuButton
      label={t('export.title')}
      icon={<IconDownload size={14} />}
      isDisabled={isWorking}
      entries={formats.map(format => ({
        ...format,
        description: t('export.hint'),
        onClick: () => void save(format.id),
      }))}
    />
  );
}

function useExport(question: ListQuestion): { isWorking: boolean; save(format: string): Promise<void> } {
  const { t } = useTranslationRef(catalogTranslationRef);
  const uiText = useUiText();
  const apis = useApiHolder();
  const toasts = useApi(toastApiRef);
  const settings = useExportSettings();
  const [isWorking, setWorking] = useState(false);
  const fail = (error: unknown): void => {
    const { message } = describeError(error, uiText);
    toasts.post({ title: t('export.failed'), description: message, status: 'danger' });
  };
  const save = async (format: string): Promise<void> => {
    setWorking(true);
    const notice = toasts.post({ title: t('export.working') });
    try {
      const { exportEntities } = await import('./export-entities.ts');
      await exportEntities({ apis, question, format, settings });
      settings.onSuccess?.();
    } catch (error) {
      if (settings.onError)
        settings.onError({ error: error instanceof Error ? error : new Error(String(error)) });
      else fail(error);
    } finally {
      notice.close();
      setWorking(false);
    }
  };
  return { isWorking, save };
}
