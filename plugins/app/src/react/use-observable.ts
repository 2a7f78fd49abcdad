import { useEffect, useState } from 'react';
import type { Observable } from '@portico/frontend-plugin-api';

/** The latest value of an observable. The observable must be the same at each render. */
export function useObservable<Value>(observable: Observable<Value>, initial: Value): Value {
  const [value, setValue] = useState(initial);
  useEffect(() => {
    const subscription = observable.subscribe(next => setValue(() => next));
    return () => subscription.unsubscribe();
  }, [observable]);
  return value;
}
