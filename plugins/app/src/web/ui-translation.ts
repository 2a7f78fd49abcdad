import { createTranslationRef, type TranslationFunction } from '@portico/frontend-plugin-api';
import type { UiText } from '@portico/ui';

const messages = {
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  details: 'Details',
  logId: 'Log id',
  loading: 'Loading',
  clearAll: 'Clear all',
  clear: 'Clear',
  close: 'Close',
  remove: 'Remove {{what}}',
  showMore: 'Show {{count}} more',
  showLess: 'Show fewer',
  filter: 'Filter',
  filterOptions: 'Find in {{group}}',
  selectAll: 'Select all rows',
  selectRow: 'Select {{name}}',
  selected: '{{count}} selected',
  columns: 'Columns',
  whereRoom: 'if there is room',
  total_one: '{{count}} row',
  total_other: '{{count, number}} rows',
  nothingFound: 'Nothing found',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped, or what it led to is gone.',
  didYouMean: 'Did you mean',
  forbiddenTitle: 'You may not see this',
  forbiddenText: 'Ask those who run the portal for access.',
  forbiddenPermission: "It takes the permission '{{permission}}'. Ask those who run the portal for it.",
  unreachable: 'The backend cannot be reached',
  unreachableHint: 'Check your connection. If others cannot reach the portal either, tell those who run it.',
  signedOut: 'You are no longer signed in',
  signIn: 'Sign in again',
  breadcrumbs: 'Where you are',
  missingEntity: "'{{ref}}' is not in the catalog",
  opensInNewTab: 'opens in a new tab',
} as const;

/** The words of the components of `@portico/ui`. */
export const uiTranslationRef = createTranslationRef({
  id: 'portico.ui',
  messages,
  translations: { de: () => import('./translations/ui-de.ts') },
});

type UiMessages = { [Key in keyof typeof messages]: string };

/** Turns the translated messages into what the components take. */
export function toUiText(t: TranslationFunction<UiMessages>, locale: string): UiText {
  return {
    locale,
    copy: t('copy'),
    copied: t('copied'),
    retry: t('retry'),
    details: t('details'),
    logId: t('logId'),
    loading: t('loading'),
    clearAll: t('clearAll'),
    clear: t('clear'),
    close: t('close'),
    remove: what => t('remove', { what }),
    showMore: count => t('showMore', { count }),
    showLess: t('showLess'),
    filter: t('filter'),
    filterOptions: group => t('filterOptions', { group }),
    selectAll: t('selectAll'),
    selectRow: name => t('selectRow', { name }),
    selected: count => t('selected', { count }),
    columns: t('columns'),
    whereRoom: t('whereRoom'),
    total: count => t('total', { count }),
    nothingFound: t('nothingFound'),
    notFoundTitle: t('notFoundTitle'),
    notFoundText: t('notFoundText'),
    didYouMean: t('didYouMean'),
    forbiddenTitle: t('forbiddenTitle'),
    forbiddenText: permission =>
      permission === undefined ? t('forbiddenText') : t('forbiddenPermission', { permission }),
    unreachable: t('unreachable'),
    unreachableHint: t('unreachableHint'),
    signedOut: t('signedOut'),
    signIn: t('signIn'),
    breadcrumbs: t('breadcrumbs'),
    missingEntity: ref => t('missingEntity', { ref }),
    opensInNewTab: t('opensInNewTab'),
  };
}
