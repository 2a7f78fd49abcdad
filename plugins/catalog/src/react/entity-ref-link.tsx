import { useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Entity } from '@portico/catalog-model';
import { isEntityRef, parseEntityRef } from '@portico/catalog-model/refs';
import { useApi } from '@portico/frontend-plugin-api';
import { EntityLink } from '@portico/ui';
import { catalogApiRef } from './catalog-api.ts';
import { toEntity, toEntityRef, type EntityOrRef, type RefDefaults } from './entity-names.ts';
import { EntityPreviewFacts } from './entity-preview-facts.tsx';
import { entityQuery, useEntitySummary } from './entity-queries.ts';
import { useEntityPath, useEntityPresentation } from './use-entity-presentation.ts';

/** What {@link EntityRefLink} takes. */
export interface EntityRefLinkProps extends RefDefaults {
  /** The entity, or its ref as a text or in parts. */
  entityRef: EntityOrRef;
  /** A name in place of the entity's own. */
  title?: string | undefined;
  hideIcon?: boolean | undefined;
  /** Leaves out the small window. */
  disableTooltip?: boolean | undefined;
  className?: string | undefined;
}

/**
 * Leads to the page of an entity: the icon of its kind and its title, with a
 * preview. Given a ref, it asks the catalog for the title; all links of a screen
 * share a request. A ref that leads to nothing is struck, and the preview says
 * why. What is no ref at all is shown as it is.
 */
export function EntityRefLink({ entityRef, defaultKind, defaultNamespace, ...props }: EntityRefLinkProps) {
  const given = toEntity(entityRef);
  if (given) return <CatalogEntityLink {...props} entity={given} />;
  const defaults = { defaultKind, defaultNamespace };
  if (typeof entityRef === 'string' && !isEntityRef(entityRef, defaults))
    return <span className={props.className}>{props.title ?? entityRef}</span>;
  return <LoadedLink {...props} entityRef={toEntityRef(entityRef, defaults)} />;
}

/** {@link EntityRefLink} for an entity that is at hand. */
export function CatalogEntityLink({
  entity,
  ...props
}: Omit<EntityRefLinkProps, 'entityRef' | keyof RefDefaults> & { entity: Entity }) {
  return <ShownLink {...props} entityRef={toEntityRef(entity)} entity={entity} isMissing={false} />;
}

function LoadedLink({ entityRef, ...props }: ByRefProps) {
  const { data } = useEntitySummary(entityRef);
  return <ShownLink {...props} entityRef={entityRef} entity={data ?? undefined} isMissing={data === null} />;
}

interface ByRefProps extends Omit<EntityRefLinkProps, 'entityRef' | keyof RefDefaults> {
  entityRef: string;
}

interface ShownLinkProps extends ByRefProps {
  entity: Entity | undefined;
  isMissing: boolean;
}

function ShownLink({
  entityRef,
  entity,
  isMissing,
  title,
  hideIcon,
  disableTooltip,
  className,
}: ShownLinkProps) {
  const catalog = useApi(catalogApiRef);
  const queries = useQueryClient();
  const toPath = useEntityPath();
  const { primaryTitle, Icon } = useEntityPresentation(entity ?? entityRef);
  const OwnIcon = useMemo(() => Icon && (() => <Icon fontSize="inherit" />), [Icon]);
  return (
    <EntityLink
      kind={entity?.kind ?? parseEntityRef(entityRef).kind}
      title={title ?? primaryTitle}
      to={toPath(entityRef)}
      icon={OwnIcon || undefined}
      hideIcon={hideIcon ?? Icon === false}
      isMissing={isMissing}
      className={className}
      preview={
        disableTooltip ? undefined : () => <EntityPreviewFacts entityRef={entityRef} entity={entity} />
      }
      onIntent={() => void (isMissing || queries.prefetchQuery(entityQuery(catalog, entityRef)))}
    />
  );
}
