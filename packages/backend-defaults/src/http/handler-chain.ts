import type { ErrorRequestHandler, Handler } from 'express';

/** What {@link createHandlerChain} runs: Express handlers, those with four parameters only after an error. */
export type ChainHandler = Handler | ErrorRequestHandler;

/**
 * Makes one Express handler of several that run one after the other, without
 * the path matching of an Express router.
 *
 * Whatever a handler throws, or its promise rejects with, goes to the next error
 * handler. The list may grow while the chain is in use.
 */
export function createHandlerChain(handlers: readonly ChainHandler[]): Handler {
  const steps: Step[] = [];
  const compile = (): void => {
    for (const handler of handlers.slice(steps.length)) steps.push(toStep(handler));
  };
  return (req, res, done) => {
    if (steps.length !== handlers.length) compile();
    let index = 0;
    const advance = (signal?: unknown): void => {
      // 'route' and 'router' are what Express's routers say when one of them is to be left.
      const error = signal === 'route' || signal === 'router' ? undefined : (signal ?? undefined);
      const failed = error !== undefined;
      let step = signal === 'router' ? undefined : steps[index++];
      while (step && step.forErrors !== failed) step = steps[index++];
      if (!step) {
        done(error);
        return;
      }
      req.next = advance;
      try {
        const result = step.run(error, req, res, advance);
        if (isPromise(result)) result.then(undefined, reason => advance(reason ?? nothing()));
      } catch (thrown) {
        advance(thrown ?? nothing());
      }
    };
    advance();
  };
}

interface Step {
  forErrors: boolean;
  run(error: unknown, ...parameters: Parameters<Handler>): unknown;
}

/** Express tells error handlers by their number of parameters, which is slow to ask for each time. */
function toStep(handler: ChainHandler): Step {
  return handler.length > 3
    ? { forErrors: true, run: handler as ErrorRequestHandler }
    : { forErrors: false, run: (_error, req, res, next) => (handler as Handler)(req, res, next) };
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function nothing(): Error {
  return new Error('A handler failed without saying why');
}
