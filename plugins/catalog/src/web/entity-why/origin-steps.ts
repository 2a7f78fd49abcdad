import type { EntityExplanation } from '@portico/catalog-client';

/** One step of the way that led to an entity. */
export type OriginStep =
  | {
      type: 'provider';
      name: string;
      /** Since when the guard on mass changes holds back that the provider does not declare it any more. */
      removalHeldSince?: string;
    }
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
  const root = chain[0];
  const name = root?.provider ?? sources.find(({ type }) => type === 'provider')?.name;
  const removalHeldSince = root?.removalHeldSince;
  if (name !== undefined)
    steps.push({ type: 'provider', name, ...(removalHeldSince !== undefined && { removalHeldSince }) });
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
