import type { EntityExplanation } from '@portico/catalog-client';

/** One step of the way that led to an entity. */
export type OriginStep =
  | { type: 'provider'; name: string }
  | {
      type: 'entity';
      entityRef: string;
      /** The file or URL that it was read from, when that says more than the step above. */
      location?: string;
      /** It is what the explanation is about. */
      isSelf: boolean;
    };

/** The way from whoever declares an entity down to it. Empty when nothing does. */
export function toOriginSteps({ entityRef, chain, sources }: EntityExplanation): OriginStep[] {
  const steps: OriginStep[] = [];
  const provider = chain[0]?.provider ?? sources.find(({ type }) => type === 'provider')?.name;
  if (provider !== undefined) steps.push({ type: 'provider', name: provider });
  let above: string | undefined;
  for (const ancestor of chain) {
    const isNew = ancestor.location !== undefined && ancestor.location !== above;
    steps.push({
      type: 'entity',
      entityRef: ancestor.entityRef,
      isSelf: ancestor.entityRef === entityRef,
      ...(isNew && { location: ancestor.location }),
    });
    above = ancestor.location ?? above;
  }
  return steps;
}
