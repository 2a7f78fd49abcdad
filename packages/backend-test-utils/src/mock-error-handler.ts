import type { ErrorRequestHandler } from 'express';
import { serializeError, statusOfError } from '@portico/errors';

/** The error handler for tests of a router without a backend around it: answers with the usual envelope. */
export function mockErrorHandler(): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error);
    const statusCode = statusOfError(error);
    res.status(statusCode).json({
      error: serializeError(error),
      request: { method: req.method, url: req.url },
      response: { statusCode },
    });
  };
}
