import { createContext, useContext, type ReactNode } from 'react';

/** The words that the components bring with them. An app hands in translations. */
export interface UiText {
  /** BCP 47 tag, for numbers, times and sorting. */
  locale: string;
  copy: string;
  copied: string;
  retry: string;
  details: string;
  logId: string;
  loading: string;
  clearAll: string;
  clear: string;
  close: string;
  remove(what: string): string;
  showMore(count: number): string;
  showLess: string;
  filter: string;
  filterOptions(group: string): string;
  selectAll: string;
  selectRow(name: string): string;
  selected(count: number): string;
  columns: string;
  /** At a column that narrow tables leave out. */
  whereRoom: string;
  total(count: number): string;
  nothingFound: string;
  notFoundTitle: string;
  notFoundText: string;
  didYouMean: string;
  forbiddenTitle: string;
  forbiddenText(permission: string | undefined): string;
  unreachable: string;
  unreachableHint: string;
  signedOut: string;
  signIn: string;
  breadcrumbs: string;
  missingEntity(ref: string): string;
  opensInNewTab: string;
}

/** The words in English, which stand where an app hands in none. */
export const englishUiText: UiText = {
  locale: 'en',
  copy: 'Copy',
  copied: 'Copied',
  retry: 'Try again',
  details: 'Details',
  logId: 'Log id',
  loading: 'Loading',
  clearAll: 'Clear all',
  clear: 'Clear',
  close: 'Close',
  remove: what => `Remove ${what}`,
  showMore: count => `Show ${count} more`,
  showLess: 'Show fewer',
  filter: 'Filter',
  filterOptions: group => `Find in ${group}`,
  selectAll: 'Select all rows',
  selectRow: name => `Select ${name}`,
  selected: count => `${count} selected`,
  columns: 'Columns',
  whereRoom: 'if there is room',
  total: count => (count === 1 ? '1 row' : `${count.toLocaleString('en')} rows`),
  nothingFound: 'Nothing found',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The address may be mistyped, or what it led to is gone.',
  didYouMean: 'Did you mean',
  forbiddenTitle: 'You may not see this',
  forbiddenText: permission =>
    permission
      ? `It takes the permission '${permission}'. Ask those who run the portal for it.`
      : 'Ask those who run the portal for access.',
  unreachable: 'The backend cannot be reached',
  unreachableHint: 'Check your connection. If others cannot reach the portal either, tell those who run it.',
  signedOut: 'You are no longer signed in',
  signIn: 'Sign in again',
  breadcrumbs: 'Where you are',
  missingEntity: ref => `'${ref}' is not in the catalog`,
  opensInNewTab: 'opens in a new tab',
};

const UiTextContext = createContext<UiText>(englishUiText);

/** Translates the components below it. */
export function UiTextProvider({ text, children }: { text: UiText; children: ReactNode }) {
  return <UiTextContext value={text}>{children}</UiTextContext>;
}

/** The words of the components in the language of the user. */
export function useUiText(): UiText {
  return useContext(UiTextContext);
}
