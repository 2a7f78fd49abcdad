import { createExtensionInput, translated } from '@portico/frontend-plugin-api';
import {
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PROVIDES_API,
  type Entity,
} from '@portico/catalog-model';
import {
  EntityCardBlueprint,
  EntityIconLinkBlueprint,
  entityFilterExpressionRef,
  entityFilterFunctionRef,
  entityIconLinkPropsRef,
  relatedRefs,
  type RelationCardProps,
} from '../../react.ts';
import { entityTranslationRef } from '../entity-page/entity-translation.ts';
import { toFilter } from '../entity-page/to-filter.ts';
import { ownFieldNames } from './own-fields.ts';
import { ownRelations } from './own-relations.ts';
import { useViewSourceLink } from './use-view-source-link.tsx';

const about = EntityCardBlueprint.makeWithOverrides({
  name: 'about',
  inputs: {
    iconLinks: createExtensionInput([
      entityIconLinkPropsRef,
      entityFilterFunctionRef.optional(),
      entityFilterExpressionRef.optional(),
    ]),
  },
  factory(makeCard, { inputs }) {
    const links = inputs.iconLinks.map(link => ({
      id: link.node.spec.id,
      useProps: link.get(entityIconLinkPropsRef),
      isFor: toFilter(link),
    }));
    return makeCard({
      type: 'content',
      loader: async () => {
        const { AboutCard } = await import('./about-card.tsx');
        return <AboutCard links={links} />;
      },
    });
  },
});

const links = EntityCardBlueprint.make({
  name: 'links',
  params: {
    type: 'info',
    filter: entity => (entity.metadata.links ?? []).length > 0 || !isOfKind(entity, 'user', 'location'),
    loader: () => import('./links-card.tsx'),
  },
});

const labels = EntityCardBlueprint.make({
  name: 'labels',
  params: { type: 'info', filter: 'has:labels', loader: () => import('./labels-card.tsx') },
});

const viewSource = EntityIconLinkBlueprint.make({
  name: 'view-source',
  params: { useProps: useViewSourceLink },
});

const fields = EntityCardBlueprint.make({
  name: 'fields',
  params: {
    type: 'content',
    filter: entity => ownFieldNames(entity).length > 0,
    loader: () => import('./fields-card.tsx'),
  },
});

const ownRelationCards = EntityCardBlueprint.make({
  name: 'own-relations',
  params: {
    type: 'content',
    filter: entity => ownRelations(entity).length > 0,
    loader: () => import('./own-relation-cards.tsx'),
  },
});

const depends = (entity: Entity) => isOfKind(entity, 'component', 'resource');

/** The cards that every portal has, in the order in which they answer. */
export const entityCards = [
  about,
  fields,
  viewSource,
  links,
  labels,
  relationCard('depends-on-components', depends, {
    title: translated(entityTranslationRef, 'relation.dependsOnComponents'),
    relation: RELATION_DEPENDS_ON,
    kind: 'component',
    field: 'spec.dependsOn',
  }),
  relationCard('depends-on-resources', depends, {
    title: translated(entityTranslationRef, 'relation.dependsOnResources'),
    relation: RELATION_DEPENDS_ON,
    kind: 'resource',
    field: 'spec.dependsOn',
  }),
  relationCard('dependents', depends, {
    title: translated(entityTranslationRef, 'relation.dependents'),
    relation: RELATION_DEPENDENCY_OF,
    through: { first: RELATION_PROVIDES_API, next: RELATION_API_CONSUMED_BY },
    field: 'spec.dependsOn',
    isOfOthers: true,
  }),
  relationCard('has-systems', entity => isOfKind(entity, 'domain'), {
    title: translated(entityTranslationRef, 'relation.hasSystems'),
    relation: RELATION_HAS_PART,
    kind: 'system',
    field: 'spec.domain',
    isOfOthers: true,
  }),
  relationCard('has-subdomains', entity => isOfKind(entity, 'domain') && hasPart(entity, 'domain'), {
    title: translated(entityTranslationRef, 'relation.hasSubdomains'),
    relation: RELATION_HAS_PART,
    kind: 'domain',
    field: 'spec.subdomainOf',
    isOfOthers: true,
  }),
  relationCard('has-components', entity => isOfKind(entity, 'system'), {
    title: translated(entityTranslationRef, 'relation.hasComponents'),
    relation: RELATION_HAS_PART,
    kind: 'component',
    field: 'spec.system',
    isOfOthers: true,
  }),
  relationCard('has-resources', entity => isOfKind(entity, 'system'), {
    title: translated(entityTranslationRef, 'relation.hasResources'),
    relation: RELATION_HAS_PART,
    kind: 'resource',
    field: 'spec.system',
    isOfOthers: true,
  }),
  relationCard('has-subcomponents', entity => isOfKind(entity, 'component') && hasPart(entity, 'component'), {
    title: translated(entityTranslationRef, 'relation.hasSubcomponents'),
    relation: RELATION_HAS_PART,
    kind: 'component',
    field: 'spec.subcomponentOf',
    isOfOthers: true,
  }),
  ownRelationCards,
];

function relationCard(name: string, filter: (entity: Entity) => boolean, props: RelationCardProps) {
  return EntityCardBlueprint.make({
    name,
    params: {
      type: 'content',
      filter,
      loader: async () => {
        const { RelationCard } = await import('./relation-card.tsx');
        return <RelationCard {...props} />;
      },
    },
  });
}

function isOfKind({ kind }: Entity, ...kinds: string[]): boolean {
  return kinds.includes(kind.toLowerCase());
}

/** Few entities have such parts: the card is left out rather than empty. */
function hasPart(entity: Entity, kind: string): boolean {
  return relatedRefs(entity, { type: RELATION_HAS_PART, kind }).length > 0;
}
