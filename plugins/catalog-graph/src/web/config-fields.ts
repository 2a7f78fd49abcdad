import { optionalField, optionalText } from '@portico/frontend-plugin-api';
import { isDirection, type GraphCurve, type GraphOptions, type RelationPair } from '../graph-options.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isPairs = (value: unknown): value is RelationPair[] =>
  Array.isArray(value) && value.every(pair => isTexts(pair) && pair.length === 2);
const isCurve = (value: unknown): value is GraphCurve =>
  value === 'curveStepBefore' || value === 'curveMonotoneX';
const isZoom = (value: unknown): value is 'enabled' | 'disabled' | 'enable-on-click' =>
  value === 'enabled' || value === 'disabled' || value === 'enable-on-click';
const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

const texts = optionalField(isTexts, {
  expected: 'a list of texts',
  schema: { type: 'array', items: { type: 'string' } },
});
const flag = optionalField(isFlag, { expected: 'true or false', schema: { type: 'boolean' } });
const number = optionalField(isPositive, {
  expected: 'a number above 0',
  schema: { type: 'number', exclusiveMinimum: 0 },
});

/** What the page and the card have in common. */
const shared = {
  maxDepth: number,
  unidirectional: flag,
  mergeRelations: flag,
  direction: optionalField(isDirection, {
    expected: "'TB', 'BT', 'LR' or 'RL'",
    schema: { enum: ['TB', 'BT', 'LR', 'RL'] },
  }),
  relationPairs: optionalField(isPairs, {
    expected: 'a list of pairs of relation types',
    schema: { type: 'array', items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 } },
  }),
  curve: optionalField(isCurve, {
    expected: "'curveStepBefore' or 'curveMonotoneX'",
    schema: { enum: ['curveStepBefore', 'curveMonotoneX'] },
  }),
};

/** The config of the card. */
export const cardConfig = {
  ...shared,
  kinds: texts,
  relations: texts,
  zoom: optionalField(isZoom, {
    expected: "'enabled', 'disabled' or 'enable-on-click'",
    schema: { enum: ['enabled', 'disabled', 'enable-on-click'] },
  }),
  title: optionalText,
  height: number,
  showArrowHeads: flag,
};

/** The config of the page: how it is when it is opened without a query. */
export const pageConfig = {
  ...shared,
  rootEntityRefs: texts,
  selectedKinds: texts,
  selectedRelations: texts,
  showFilters: flag,
  kinds: texts,
  relations: texts,
};

/** What the page begins with, from its config. */
export function initialOptions(
  config: {
    [Key in 'rootEntityRefs' | 'maxDepth' | 'selectedKinds' | 'selectedRelations']?:
      | GraphOptions[Key]
      | undefined;
  } & {
    [Key in 'unidirectional' | 'mergeRelations' | 'direction' | 'showFilters' | 'curve']?:
      | GraphOptions[Key]
      | undefined;
  },
): GraphOptions {
  return {
    rootEntityRefs: config.rootEntityRefs ?? [],
    maxDepth: config.maxDepth ?? 2,
    selectedKinds: config.selectedKinds,
    selectedRelations: config.selectedRelations,
    unidirectional: config.unidirectional ?? true,
    mergeRelations: config.mergeRelations ?? true,
    direction: config.direction ?? 'LR',
    showFilters: config.showFilters ?? true,
    curve: config.curve ?? 'curveMonotoneX',
    layout: 'hierarchy',
    isList: false,
    search: '',
  };
}
