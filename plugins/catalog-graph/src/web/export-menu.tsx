import { toastApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { useRelationWords } from '@portico/plugin-catalog/react';
import { MenuButton, saveFile, useKindLooks } from '@portico/ui';
import { IconDownload } from '@portico/ui/icons';
import type { GraphOptions } from '../graph-options.ts';
import { catalogGraphTranslationRef } from './catalog-graph-translation.ts';
import type { PlacedGraph } from './use-layout.ts';

/** Saves the map as a picture. */
export function ExportMenu({
  name,
  placed,
  options,
}: {
  name: string;
  placed: PlacedGraph | undefined;
  options: GraphOptions;
}) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  const words = useRelationWords();
  const lookOf = useKindLooks();
  const toasts = useApi(toastApiRef);
  const save = async (type: 'svg' | 'png'): Promise<void> => {
    if (!placed) return;
    const [{ toSvgDocument }, { readColours, toPng }] = await Promise.all([
      import('./model/svg-document.ts'),
      import('./save-picture.ts'),
    ]);
    const { layout, direction, curve } = options;
    const svg = toSvgDocument({
      ...placed,
      style: { isLayered: layout === 'hierarchy', direction, curve },
      colours: readColours(kind => lookOf(kind).hue),
      words,
    });
    const content = type === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await toPng(svg);
    saveFile(`${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.${type}`, content);
  };
  const trySave = (type: 'svg' | 'png') => () =>
    void save(type).catch((error: Error) =>
      toasts.post({ title: t('exportFailed'), description: error.message, status: 'danger' }),
    );
  return (
    <MenuButton
      label={t('export')}
      icon={<IconDownload size={14} />}
      isDisabled={!placed}
      entries={[
        { id: 'svg', label: t('exportSvg'), onClick: trySave('svg') },
        { id: 'png', label: t('exportPng'), onClick: trySave('png') },
      ]}
    />
  );
}
