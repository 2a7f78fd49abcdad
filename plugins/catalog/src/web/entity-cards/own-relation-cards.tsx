import { useMemo } from 'react';
import { capitalize, useEntity, useRelationWords } from '../../react.ts';
import { ownRelations } from './own-relations.ts';
import { RelatedTable } from './related-table.tsx';

/** A card for each type of relation that the cards of the built-in kinds do not show. */
export default function OwnRelationCards() {
  const { entity } = useEntity();
  const words = useRelationWords();
  const relations = useMemo(() => ownRelations(entity), [entity]);
  return relations.map(({ type, refs }) => (
    <RelatedTable key={type} title={capitalize(words(type))} refs={refs} />
  ));
}
