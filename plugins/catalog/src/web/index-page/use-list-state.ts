import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { parseListState, toListQuery, type ListState } from './list-state.ts';

/** The state of the list as the URL has it. What is typed replaces the entry in the history, what is chosen adds one. */
export function useListState(): [ListState, (state: ListState, options?: { isTyping?: boolean }) => void] {
  const [query, setQuery] = useSearchParams();
  const state = useMemo(() => parseListState(query), [query]);
  return [
    state,
    (next, { isTyping = false } = {}) =>
      setQuery(toListQuery(next), { replace: isTyping, preventScrollReset: true }),
  ];
}
