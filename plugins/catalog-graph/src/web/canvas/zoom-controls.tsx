import { ActionIcon } from '@mantine/core';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@portico/ui/icons';
import { catalogGraphTranslationRef } from '../catalog-graph-translation.ts';
import classes from './canvas.module.css';
import type { ViewControl } from './use-view.ts';

/** Buttons that do what the wheel does. */
export function ZoomControls({ control, hint }: { control: ViewControl; hint: string | undefined }) {
  const { t } = useTranslationRef(catalogGraphTranslationRef);
  return (
    <div className={classes['controls']}>
      <ActionIcon variant="default" aria-label={t('zoomIn')} onClick={() => control.zoom(1.25)}>
        <IconPlus size={14} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t('zoomOut')} onClick={() => control.zoom(0.8)}>
        <IconMinus size={14} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t('fit')} onClick={() => control.fit()}>
        <IconArrowsMaximize size={14} />
      </ActionIcon>
      {hint !== undefined && <span className={classes['hint']}>{hint}</span>}
    </div>
  );
}
