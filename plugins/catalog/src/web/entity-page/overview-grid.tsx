import { Fragment } from 'react';
import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EmptyState } from '@portico/ui';
import { IconLayoutDashboard } from '@portico/ui/icons';
import type { EntityContentLayoutProps } from '../../react.ts';
import classes from './entity-page.module.css';
import { entityTranslationRef } from './entity-translation.ts';

/**
 * Two columns: what the entity is and does to the left, what there is to know
 * beside it to the right. On a phone that follows the first card, or comes
 * first where it tells who somebody is.
 */
export function OverviewGrid({ cards }: EntityContentLayoutProps) {
  const { t } = useTranslationRef(entityTranslationRef);
  const draw = (shown: EntityContentLayoutProps['cards']) =>
    shown.map((card, index) => (
      <Fragment key={'id' in card ? String(card.id) : index}>{card.element}</Fragment>
    ));
  const beside = cards.filter(({ type }) => type === 'info');
  const main = cards.filter(({ type }) => type !== 'info');
  const isLed = beside[0]?.leads === true;
  const first = { name: 'first', shown: isLed ? [] : main.slice(0, 1) };
  const columns = [
    first,
    { name: 'beside', shown: beside },
    { name: 'rest', shown: isLed ? main : main.slice(1) },
  ];
  if (cards.length === 0)
    return (
      <EmptyState icon={IconLayoutDashboard} title={t('overview.empty')} text={t('overview.emptyHint')} />
    );
  return (
    <div className={classes['overview']} data-single={beside.length === 0 || main.length === 0 || undefined}>
      {columns.map(
        ({ name, shown }) =>
          shown.length > 0 && (
            <div key={name} className={classes['column']} data-column={name}>
              {draw(shown)}
            </div>
          ),
      )}
    </div>
  );
}
