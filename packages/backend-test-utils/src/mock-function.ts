/** A function that records how it is called, and does what it is told. Vitest's and Jest's `expect` know it as a mock. */
export interface MockFunction<TArgs extends unknown[] = unknown[], TResult = unknown> {
  (...args: TArgs): TResult;
  readonly mock: MockRecord<TArgs>;
  mockImplementation(implementation: (...args: TArgs) => TResult): this;
  mockReturnValue(value: TResult): this;
  mockResolvedValue(value: Awaited<TResult>): this;
  mockRejectedValue(error: unknown): this;
  /** Forgets the calls. */
  mockClear(): this;
}

/** What a {@link MockFunction} recorded, call by call. */
export interface MockRecord<TArgs extends unknown[]> {
  calls: TArgs[];
  results: { type: 'return' | 'throw'; value: unknown }[];
  readonly lastCall: TArgs | undefined;
}

/** Makes a mock function, which returns `undefined` unless given an implementation. */
export function createMockFunction<TArgs extends unknown[], TResult>(
  implementation?: (...args: TArgs) => TResult,
): MockFunction<TArgs, TResult> {
  let run = implementation ?? ((): TResult => undefined as TResult);
  const record = createRecord<TArgs>();

  function called(this: unknown, ...args: TArgs): TResult {
    record.calls.push(args);
    try {
      const value = run.apply(this, args);
      record.results.push({ type: 'return', value });
      return value;
    } catch (error) {
      record.results.push({ type: 'throw', value: error });
      throw error;
    }
  }
  const doing = (next: typeof run) => {
    run = next;
    return mock;
  };
  const mock: MockFunction<TArgs, TResult> = Object.assign(called, {
    _isMockFunction: true,
    getMockName: () => 'mock function',
    mock: record,
    mockImplementation: doing,
    mockReturnValue: (value: TResult) => doing(() => value),
    mockResolvedValue: (value: Awaited<TResult>) => doing(() => Promise.resolve(value) as TResult),
    mockRejectedValue: (error: unknown) => doing(() => Promise.reject(error) as TResult),
    mockClear() {
      record.calls.length = 0;
      record.results.length = 0;
      return mock;
    },
  });
  return mock;
}

function createRecord<TArgs extends unknown[]>(): MockRecord<TArgs> {
  return {
    calls: [],
    results: [],
    get lastCall() {
      return this.calls.at(-1);
    },
  };
}
