import { vi } from 'vitest';

/** How long tests wait for what has to come: a bound for what never does, not a measure. */
const patienceMs = 60_000;

// The configuration has no word for these two.
const { waitFor } = vi;
vi.waitFor = (callback, options = patienceMs) => waitFor(callback, options);

if (typeof document !== 'undefined') {
  const { configure } = await import('@testing-library/react');
  configure({ asyncUtilTimeout: patienceMs });
}
