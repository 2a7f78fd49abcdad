import type { Handler } from 'express';

/**
 * Makes a handler of one that is loaded with the first request to it: for what
 * few ask for, and much is needed for. A failure to load it is tried again with
 * the next request.
 */
export function createLazyHandler(load: () => Promise<Handler>): Handler {
  let handler: Handler | undefined;
  let loading: Promise<Handler> | undefined;
  const loadOnce = (): Promise<Handler> => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return (req, res, next) => {
    if (handler) return handler(req, res, next);
    return loadOnce().then(loaded => {
      handler = loaded;
      return loaded(req, res, next);
    });
  };
}
