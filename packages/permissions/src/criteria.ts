import type { PermissionCriteria } from './decision.ts';

/** The handlers of {@link foldCriteria}, one for each form of a node. */
export interface CriteriaFold<TLeaf, TResult> {
  allOf(results: TResult[]): TResult;
  anyOf(results: TResult[]): TResult;
  not(result: TResult): TResult;
  leaf(leaf: TLeaf): TResult;
}

/** Reduces a tree of criteria bottom up to one value. */
export function foldCriteria<TLeaf extends object, TResult>(
  criteria: PermissionCriteria<TLeaf>,
  fold: CriteriaFold<TLeaf, TResult>,
): TResult {
  if ('allOf' in criteria) return fold.allOf(criteria.allOf.map(child => foldCriteria(child, fold)));
  if ('anyOf' in criteria) return fold.anyOf(criteria.anyOf.map(child => foldCriteria(child, fold)));
  if ('not' in criteria) return fold.not(foldCriteria(criteria.not, fold));
  return fold.leaf(criteria);
}
