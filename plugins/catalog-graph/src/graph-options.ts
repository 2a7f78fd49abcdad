/** The two names of a relation, from the one that leads on to the one that leads back. */
export type RelationPair = readonly [string, string];

/** Where the map goes from the first entity. */
export type GraphDirection = 'TB' | 'BT' | 'LR' | 'RL';

/** How lines are drawn. */
export type GraphCurve = 'curveStepBefore' | 'curveMonotoneX';

/** How entities are arranged. */
export type GraphLayout = 'hierarchy' | 'force';

/** What the map shows. */
export interface GraphOptions {
  rootEntityRefs: readonly string[];
  /** How many relations away; `Infinity` for all. */
  maxDepth: number;
  /** All kinds when absent. */
  selectedKinds?: readonly string[] | undefined;
  /** All relations when absent. */
  selectedRelations?: readonly string[] | undefined;
  /** Draws of two opposite lines only the one that leads away from the first entity. */
  unidirectional: boolean;
  /** Draws a relation and its opposite as one line. */
  mergeRelations: boolean;
  direction: GraphDirection;
  showFilters: boolean;
  curve: GraphCurve;
  layout: GraphLayout;
  /** A list in place of the map. */
  isList: boolean;
  search: string;
  /** The entity that is looked at closely. */
  focus?: string | undefined;
}

/** The relations of the catalog's own kinds. */
export const defaultRelationPairs: readonly RelationPair[] = [
  ['ownerOf', 'ownedBy'],
  ['consumesApi', 'apiConsumedBy'],
  ['apiProvidedBy', 'providesApi'],
  ['hasPart', 'partOf'],
  ['parentOf', 'childOf'],
  ['hasMember', 'memberOf'],
  ['dependsOn', 'dependencyOf'],
];

const directions: readonly string[] = ['TB', 'BT', 'LR', 'RL'];

/** What a URL says of the options; what it does not say is as in `initial`. */
export function parseGraphSearch(search: URLSearchParams, initial: GraphOptions): GraphOptions {
  const one = (key: string): string | undefined => search.get(key) ?? undefined;
  const flag = (key: string, otherwise: boolean): boolean => {
    const value = one(key);
    return value === undefined ? otherwise : value === 'true';
  };
  const direction = one('direction');
  const curve = one('curve');
  const roots = list(search, 'rootEntityRefs');
  return {
    rootEntityRefs: roots ?? initial.rootEntityRefs,
    maxDepth: parseDepth(one('maxDepth')) ?? initial.maxDepth,
    selectedKinds: list(search, 'selectedKinds') ?? initial.selectedKinds,
    selectedRelations: list(search, 'selectedRelations') ?? initial.selectedRelations,
    unidirectional: flag('unidirectional', initial.unidirectional),
    mergeRelations: flag('mergeRelations', initial.mergeRelations),
    direction: isDirection(direction) ? direction : initial.direction,
    showFilters: flag('showFilters', initial.showFilters),
    curve: curve === 'curveStepBefore' || curve === 'curveMonotoneX' ? curve : initial.curve,
    layout:
      one('layout') === 'force' ? 'force' : one('layout') === 'hierarchy' ? 'hierarchy' : initial.layout,
    isList: one('view') === 'list',
    search: one('search') ?? '',
    focus: one('focus'),
  };
}

/** The query of a URL that shows the map with some options, without a `?`; what is left out is as it is by default. */
export function toGraphSearch(options: Partial<GraphOptions>): string {
  const search = new URLSearchParams();
  for (const key of ['rootEntityRefs', 'selectedKinds', 'selectedRelations'] as const) {
    for (const value of options[key] ?? []) search.append(`${key}[]`, value);
    // A list without anything is not the same as no list, which is everything.
    if (options[key]?.length === 0 && key !== 'rootEntityRefs') search.append(`${key}[]`, '');
  }
  const { maxDepth, isList, search: text, focus } = options;
  if (maxDepth !== undefined) search.set('maxDepth', Number.isFinite(maxDepth) ? String(maxDepth) : '∞');
  for (const key of ['unidirectional', 'mergeRelations', 'showFilters'] as const) {
    if (options[key] !== undefined) search.set(key, String(options[key]));
  }
  for (const key of ['direction', 'curve', 'layout'] as const) {
    if (options[key] !== undefined) search.set(key, options[key]);
  }
  if (isList) search.set('view', 'list');
  if (text) search.set('search', text);
  if (focus !== undefined) search.set('focus', focus);
  return search.toString();
}

/** The query for what differs from `initial`; the first entities are always in it. */
export function toShortGraphSearch(options: GraphOptions, initial: GraphOptions): string {
  const differing = Object.entries(options).filter(
    ([key, value]) =>
      key === 'rootEntityRefs' ||
      JSON.stringify(value) !== JSON.stringify(initial[key as keyof GraphOptions]),
  );
  return toGraphSearch(Object.fromEntries(differing) as Partial<GraphOptions>);
}

/** Whether a text is a direction. */
export function isDirection(text: unknown): text is GraphDirection {
  return typeof text === 'string' && directions.includes(text);
}

// `key[]=a&key[]=b` and `key[0]=a&key[1]=b` are the same.
function list(search: URLSearchParams, key: string): string[] | undefined {
  const values = [...search]
    .filter(([name]) => name.replace(/\[\d*\]$/, '') === key)
    .map(([, value]) => value);
  return values.length === 0 ? undefined : values.filter(value => value !== '');
}

function parseDepth(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text === '∞' || text === 'Infinity') return Number.POSITIVE_INFINITY;
  const depth = Number(text);
  return Number.isInteger(depth) && depth > 0 ? depth : undefined;
}
