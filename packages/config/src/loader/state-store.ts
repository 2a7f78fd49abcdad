import type { ConfigState } from './read-state.ts';

/** Holds the configuration that is in force. */
export interface StateStore {
  readonly current: ConfigState;
  /** Puts a state in force. Gives what subscribers threw; each is told, whatever the others do. */
  accept(next: ConfigState): unknown[];
  subscribe(onChange: () => void): { unsubscribe: () => void };
}

/** Starts with a first state; subscribers are told of every further one whose data differs. */
export function createStateStore(first: ConfigState): StateStore {
  const listeners = new Set<() => void>();
  let current = first;
  return {
    get current() {
      return current;
    },
    accept(next) {
      const isSame = JSON.stringify(next.appConfigs) === JSON.stringify(current.appConfigs);
      current = next;
      return isSame ? [] : [...listeners].flatMap(failureOf);
    },
    subscribe(onChange) {
      // The same function may subscribe twice.
      const listener = (): void => onChange();
      listeners.add(listener);
      return { unsubscribe: () => void listeners.delete(listener) };
    },
  };
}

function failureOf(listener: () => void): unknown[] {
  try {
    listener();
    return [];
  } catch (error) {
    return [error];
  }
}
