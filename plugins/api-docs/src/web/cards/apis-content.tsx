import type { ComponentType } from 'react';
import type { RelationCardProps } from '@portico/plugin-catalog/react';
import { consumedApis, providedApis } from './relations.ts';
import classes from './cards.module.css';

/** The tab of a component with the APIs that it provides and consumes. */
export function ApisContent({ RelationCard }: { RelationCard: ComponentType<RelationCardProps> }) {
  return (
    <div className={classes['two']}>
      <RelationCard {...providedApis} />
      <RelationCard {...consumedApis} />
    </div>
  );
}
