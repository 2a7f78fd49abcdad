import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { parseGraphSearch, toShortGraphSearch, type GraphOptions } from '../graph-options.ts';

/** What is chosen, and how to choose otherwise. */
export interface OptionsControl {
  options: GraphOptions;
  /** The options before anything was chosen. */
  initial: GraphOptions;
  /** With `isStep`, the browser's way back leads to what was before. */
  change(changes: Partial<GraphOptions>, how?: { isStep?: boolean }): void;
  /** The query of the URL for other options, with its `?`. */
  toSearch(changes: Partial<GraphOptions>): string;
}

/** On a narrow screen the filters would be all that is seen. */
const wide = '(min-width: 900px)';

/** Reads the options from the URL, and writes them there. */
export function useGraphOptions(configured: GraphOptions): OptionsControl {
  const [params, setParams] = useSearchParams();
  const initial = useMemo(
    () => ({ ...configured, showFilters: configured.showFilters && matchMedia(wide).matches }),
    [configured],
  );
  const options = useMemo(() => parseGraphSearch(params, initial), [params, initial]);
  const toSearch = useCallback(
    (changes: Partial<GraphOptions>) => `?${toShortGraphSearch({ ...options, ...changes }, initial)}`,
    [options, initial],
  );
  const change = useCallback<OptionsControl['change']>(
    (changes, { isStep = false } = {}) => setParams(toSearch(changes), { replace: !isStep }),
    [toSearch, setParams],
  );
  return { options, initial, change, toSearch };
}
