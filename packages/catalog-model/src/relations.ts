/** The relation of an entity to whoever is responsible for it. */
export const RELATION_OWNED_BY = 'ownedBy';
/** The inverse of {@link RELATION_OWNED_BY}. */
export const RELATION_OWNER_OF = 'ownerOf';
/** The relation of a component to an API that it calls. */
export const RELATION_CONSUMES_API = 'consumesApi';
/** The inverse of {@link RELATION_CONSUMES_API}. */
export const RELATION_API_CONSUMED_BY = 'apiConsumedBy';
/** The relation of a component to an API that it offers. */
export const RELATION_PROVIDES_API = 'providesApi';
/** The inverse of {@link RELATION_PROVIDES_API}. */
export const RELATION_API_PROVIDED_BY = 'apiProvidedBy';
/** The relation of an entity to one that it needs. */
export const RELATION_DEPENDS_ON = 'dependsOn';
/** The inverse of {@link RELATION_DEPENDS_ON}. */
export const RELATION_DEPENDENCY_OF = 'dependencyOf';
/** The relation of a group to a group below it. */
export const RELATION_PARENT_OF = 'parentOf';
/** The inverse of {@link RELATION_PARENT_OF}. */
export const RELATION_CHILD_OF = 'childOf';
/** The relation of a user to a group. */
export const RELATION_MEMBER_OF = 'memberOf';
/** The inverse of {@link RELATION_MEMBER_OF}. */
export const RELATION_HAS_MEMBER = 'hasMember';
/** The relation of a part to its whole. */
export const RELATION_PART_OF = 'partOf';
/** The inverse of {@link RELATION_PART_OF}. */
export const RELATION_HAS_PART = 'hasPart';

/** Two relation types that always come together, one on each of two entities. */
export interface RelationPair {
  type: string;
  inverse: string;
  /** How the relation reads in a sentence, such as `owned by`. */
  title?: string;
  inverseTitle?: string;
}

/** The relation pairs of the built-in kinds. */
export const builtinRelationPairs: readonly RelationPair[] = [
  { type: RELATION_OWNED_BY, inverse: RELATION_OWNER_OF, title: 'owned by', inverseTitle: 'owner of' },
  {
    type: RELATION_PROVIDES_API,
    inverse: RELATION_API_PROVIDED_BY,
    title: 'provides API',
    inverseTitle: 'API provided by',
  },
  {
    type: RELATION_CONSUMES_API,
    inverse: RELATION_API_CONSUMED_BY,
    title: 'consumes API',
    inverseTitle: 'API consumed by',
  },
  {
    type: RELATION_DEPENDS_ON,
    inverse: RELATION_DEPENDENCY_OF,
    title: 'depends on',
    inverseTitle: 'dependency of',
  },
  { type: RELATION_PARENT_OF, inverse: RELATION_CHILD_OF, title: 'parent of', inverseTitle: 'child of' },
  { type: RELATION_MEMBER_OF, inverse: RELATION_HAS_MEMBER, title: 'member of', inverseTitle: 'has member' },
  { type: RELATION_PART_OF, inverse: RELATION_HAS_PART, title: 'part of', inverseTitle: 'has part' },
];
