import { createSubject } from '@portico/frontend-plugin-api';
import { FIRST_PAINT_STORAGE_KEY, type FirstPaint } from '../../index.ts';
import type { AppearanceApi, AppearanceState } from '../../react/appearance-api.ts';

/** The appearance API, and a way to remember the variant of the theme for the next first paint. */
export interface Appearance extends AppearanceApi {
  rememberVariant(variant: 'light' | 'dark'): void;
}

/** Keeps how the portal is arranged where the script before the first paint finds it. */
export function createAppearance(store: Storage = window.localStorage): Appearance {
  let kept = read(store);
  const state = (): AppearanceState => ({ density: kept.density ?? 'comfortable', nav: kept.nav ?? 'open' });
  const subject = createSubject<AppearanceState>({ initial: state });
  const keep = (changes: FirstPaint): void => {
    kept = { ...kept, ...changes };
    store.setItem(FIRST_PAINT_STORAGE_KEY, JSON.stringify(kept));
  };
  return {
    get: state,
    state$: () => subject.observable,
    set(changes) {
      keep(changes);
      document.documentElement.dataset['nav'] = state().nav;
      subject.next(state());
    },
    rememberVariant(variant) {
      if (kept.variant !== variant) keep({ variant });
    },
  };
}

function read(store: Storage): FirstPaint {
  try {
    const parsed: unknown = JSON.parse(store.getItem(FIRST_PAINT_STORAGE_KEY) ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}
