import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EntityRefLink } from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';

/** Leads to an entity that declares another. What is registered has one of its own, whose name says nothing to people. */
export function AncestorLink({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(entityTranslationRef);
  const isGenerated = /^location:[^/]+\/generated-/.test(entityRef);
  return <EntityRefLink entityRef={entityRef} title={isGenerated ? t('why.location') : undefined} />;
}
