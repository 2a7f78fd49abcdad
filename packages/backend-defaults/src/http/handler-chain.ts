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
  return (req, res, done) => {
    let index = 0;
    const advance = (signal?: unknown): void => {
      // 'route' and 'router' are what Express's routers say when one of them is to be left.
      const error = signal === 'route' || signal === 'router' ? undefined : (signal ?? undefined);
      const handler = signal === 'router' ? undefined : next(error !== undefined);
      if (!handler) {
        done(error);
        return;
      }
      req.next = advance;
      try {
        const result: unknown = isErrorHandler(handler)
          ? handler(error, req, res, advance)
          : handler(req, res, advance);
        if (isPromise(result)) result.then(undefined, reason => advance(reason ?? nothing()));
      } catch (thrown) {
        advance(thrown ?? nothing());
      }
    };
    const next = (failed: boolean): ChainHandler | undefined => {
      let handler = handlers[index++];
      while (handler && isErrorHandler(handler) !== failed) handler = handlers[index++];
      return handler;
    };
    advance();
  };
}

function isErrorHandler(handler: ChainHandler): handler is ErrorRequestHandler {
  return handler.length > 3;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function nothing(): Error {
  return new Error('A handler failed without saying why');
}
