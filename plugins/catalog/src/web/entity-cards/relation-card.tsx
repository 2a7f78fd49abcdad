import { useMemo } from 'react';
import { useText } from '@portico/frontend-plugin-api';
import { Card, ErrorState, LoadingState } from '@portico/ui';
import type { RelationCardProps } from '../../react/catalog-parts-api.ts';
import { useEntity } from '../../react/entity-context.tsx';
import { relatedRefs } from '../../react/use-related-entities.ts';
import { MissingField } from './missing-field.tsx';
import { RelatedTable } from './related-table.tsx';
import { useRefsThrough } from './use-refs-through.ts';

/** The entities at the other end of a relation, with how many there are; without any, which field to add. */
export function RelationCard({ relation, kind, field, isOfOthers, through, ...props }: RelationCardProps) {
  const title = useText(props.title);
  const { entity } = useEntity();
  const direct = useMemo(() => relatedRefs(entity, { type: relation, kind }), [entity, relation, kind]);
  const { via, isLoading, error, retry } = useRefsThrough(entity, through);
  const refs = useMemo(() => [...new Set([...direct, ...via.keys()])], [direct, via]);
  if (refs.length > 0) return <RelatedTable title={title} refs={refs} via={through && via} />;
  return (
    <Card title={title}>
      {error && <ErrorState error={error} onRetry={retry} />}
      {isLoading && <LoadingState lines={2} />}
      {!error && !isLoading && <MissingField field={field} isOfOthers={isOfOthers} />}
    </Card>
  );
}
