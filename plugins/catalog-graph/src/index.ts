export {
  defaultRelationPairs,
  toGraphSearch,
  type GraphCurve,
  type GraphDirection,
  type GraphLayout,
  type GraphOptions,
  type RelationPair,
} from './graph-options.ts';
