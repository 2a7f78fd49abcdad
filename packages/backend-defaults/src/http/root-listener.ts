import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { InputError } from '@portico/errors';
import type { Handler, Request, Response } from 'express';
import { createHandlerChain, type ChainHandler } from './handler-chain.ts';
import { normalizeRequestTarget } from './request-target.ts';

/**
 * Makes the listener that takes every request of the server through the given
 * handlers. The messages must be of the classes of `createExpressMessages`.
 *
 * Requests with a target that could mean two things are refused here, as are
 * those with so many headers that Node dropped some.
 */
export function createRootListener(
  handlers: readonly ChainHandler[],
  limits: { maxHeadersCount?: number },
): RequestListener {
  const chain = createHandlerChain([refuseUnclear(limits), ...handlers]);
  return (message: IncomingMessage, response: ServerResponse) => {
    // They are: their classes inherit from Express's prototypes.
    const req = message as Request;
    const res = response as Response;
    req.res = res;
    req.baseUrl = '';
    chain(req, res, (error?: unknown) => {
      if (error) res.destroy(error as Error);
      else res.status(404).end();
    });
  };
}

const maxQuoted = 200;
const remedy =
  "Leave out '//' at its start, '..' and '.' segments, backslashes and NUL, however they are encoded";

function refuseUnclear({ maxHeadersCount = 1000 }: { maxHeadersCount?: number }): Handler {
  return (req, res, next) => {
    if (maxHeadersCount > 0 && req.rawHeaders.length > 2 * maxHeadersCount) {
      res.status(431).end();
      return;
    }
    const target = normalizeRequestTarget(req.url);
    if (target === undefined) {
      const path = JSON.stringify(req.url.slice(0, maxQuoted));
      next(new InputError(`The path ${path} is not one that a client may ask for. ${remedy}`));
      return;
    }
    req.url = target;
    req.originalUrl = target;
    next();
  };
}
