/** Which neighbourhood to answer with. */
export interface EntityGraphRequest {
  /** Where it begins. */
  entityRefs: readonly string[];
  /** How many relations away from there; 2 unless given. */
  depth?: number | undefined;
  /** Follows relations of these types only. */
  relations?: readonly string[] | undefined;
  /** Goes to entities of these kinds only. */
  kinds?: readonly string[] | undefined;
  /** How many entities at most, the nearest first; 1,000 unless given. */
  limit?: number | undefined;
}

/** Entities around others, with the relations between them. The answer of `getEntityGraph`. */
export interface EntityGraph {
  /** The refs that were asked for, as the nodes have them. */
  rootRefs: string[];
  /** The roots first, then those one relation away, and so on. */
  nodes: EntityGraphNode[];
  /** All relations of the asked types between the nodes. */
  edges: EntityGraphEdge[];
  /** Which of the types are each other's opposite, as the catalog's model says: `['hasPart', 'partOf']`. */
  relationPairs: (readonly [string, string])[];
  /** There are more within the depth than the limit lets through. */
  isCut: boolean;
}

/** An entity in an {@link EntityGraph}. */
export interface EntityGraphNode {
  entityRef: string;
  kind: string;
  namespace: string;
  name: string;
  /** `metadata.title`, or what a user or group is called. */
  title?: string;
  /** `spec.type`. */
  type?: string;
  /** How many relations it is away from the nearest root. */
  depth: number;
  /** There is no such entity, or the caller may not see it. */
  isMissing?: true;
  /** How many of its neighbours are left out. */
  more?: number;
}

/** A relation in an {@link EntityGraph}. */
export interface EntityGraphEdge {
  sourceRef: string;
  type: string;
  targetRef: string;
}
