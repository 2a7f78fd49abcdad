import { Fragment } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EmptyState } from '@portico/ui';
import { IconLayoutDashboard } from '@portico/ui/icons';
import type { EntityContentLayoutProps } from '../../react.ts';
import classes from './entity-page.module.css';
import { entityTranslationRef } from './entity-translation.ts';

/** Two columns: what the entity is and does to the left, what there is to know beside it to the right. */
export function OverviewGrid({ cards }: EntityContentLayoutProps) {
  const { t } = useTranslationRef(entityTranslationRef);
  const draw = (shown: EntityContentLayoutProps['cards']) =>
    shown.map((card, index) => (
      <Fragment key={'id' in card ? String(card.id) : index}>{card.element}</Fragment>
    ));
  const beside = cards.filter(({ type }) => type === 'info');
  const main = cards.filter(({ type }) => type !== 'info');
  if (cards.length === 0)
    return (
      <EmptyState icon={IconLayoutDashboard} title={t('overview.empty')} text={t('overview.emptyHint')} />
    );
  return (
    <div className={classes['overview']} data-single={beside.length === 0 || main.length === 0 || undefined}>
      {main.length > 0 && <div className={classes['column']}>{draw(main)}</div>}
      {beside.length > 0 && <div className={classes['column']}>{draw(beside)}</div>}
    </div>
  );
}
