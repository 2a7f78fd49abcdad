import type { JSX } from 'react';
import { useEntity, type EntityCardType, type EntityContentLayoutProps } from '../../react.ts';
import type { Filtered } from './entity-page-parts.ts';
import { OverviewGrid } from './overview-grid.tsx';

/** A card of the overview. */
export interface OverviewCard extends Filtered {
  /** The id of its extension. */
  id: string;
  type?: EntityCardType | undefined;
  leads: boolean;
  element: JSX.Element;
}

/** A layout of the overview. */
export interface OverviewLayout extends Filtered {
  Layout: (props: EntityContentLayoutProps) => JSX.Element;
}

/** The first tab: the cards that are for this entity, in the first layout that is. */
export function Overview({
  cards,
  layouts,
}: {
  cards: readonly OverviewCard[];
  layouts: readonly OverviewLayout[];
}) {
  const { entity } = useEntity();
  const Layout = layouts.find(({ isFor }) => isFor(entity))?.Layout ?? OverviewGrid;
  const shown = cards
    .filter(({ isFor }) => isFor(entity))
    .map(({ id, type, leads, element }) => ({ id, leads, element, ...(type && { type }) }));
  return <Layout cards={shown} />;
}
