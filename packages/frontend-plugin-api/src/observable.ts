/** Receives what an observable emits. */
export interface Observer<Value> {
  next?(value: Value): void;
  error?(error: Error): void;
  complete?(): void;
}

/** Stops what a subscription receives. */
export interface Subscription {
  unsubscribe(): void;
  readonly closed: boolean;
}

/** Values over time. */
export interface Observable<Value> {
  subscribe(observer: Observer<Value>): Subscription;
  subscribe(
    onNext?: (value: Value) => void,
    onError?: (error: Error) => void,
    onComplete?: () => void,
  ): Subscription;
}

/** An observable, and the function that emits on it. */
export interface Subject<Value> {
  readonly observable: Observable<Value>;
  next(value: Value): void;
}

/**
 * Makes an observable that emits what `next` is given to whoever is subscribed
 * at the time.
 *
 * @param options.initial - Called for each new subscriber, which first gets its result.
 */
export function createSubject<Value>(options: { initial?: () => Value } = {}): Subject<Value> {
  const observers = new Set<Observer<Value>>();
  const subscribe = (observerOrNext?: Observer<Value> | ((value: Value) => void)): Subscription => {
    const observer: Observer<Value> =
      typeof observerOrNext === 'function' ? { next: observerOrNext } : { ...observerOrNext };
    observers.add(observer);
    if (options.initial) observer.next?.(options.initial());
    return {
      unsubscribe: () => void observers.delete(observer),
      get closed() {
        return !observers.has(observer);
      },
    };
  };
  return {
    observable: { subscribe },
    next: value => [...observers].forEach(observer => observer.next?.(value)),
  };
}
