import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler } from 'express';
import type { LoggerService } from '@portico/backend-plugin-api';
import {
  isErrorLike,
  serializeError,
  statusOfError,
  statusOfErrorName,
  toError,
  type ErrorEnvelope,
  type SerializedError,
} from '@portico/errors';

/** How {@link createErrorResponder} answers. */
export interface ErrorResponderOptions {
  logger: LoggerService;
  /** Shows unexpected errors and all stack traces to the client; for development only. */
  showDetails: boolean;
}

/**
 * Makes the handler that answers with an error's envelope and status. An error
 * that does not say what it means for the client, by a status or a known name,
 * is unexpected: the client is told a log id only, the log has the rest. Of the
 * causes of others, the client is told those before the first unexpected one.
 */
export function createErrorResponder({ logger, showDetails }: ErrorResponderOptions): ErrorRequestHandler {
  return (raised: unknown, req, res, _next) => {
    const statusCode = statusOfError(raised);
    const error = statusCode >= 500 ? reportServerError(raised, { logger, showDetails, statusCode }) : raised;
    if (res.headersSent || res.destroyed) {
      // The status is gone: only a broken connection can still say that the answer is not whole.
      res.destroy();
      return;
    }
    for (const name of ['Content-Encoding', 'Content-Length', 'Cache-Control', 'ETag'])
      res.removeHeader(name);
    const serialized = serializeError(error, { includeStack: showDetails });
    const envelope: ErrorEnvelope = {
      error: showDetails ? serialized : withoutUnexpectedCauses(serialized),
      request: { method: req.method, url: req.url },
      response: { statusCode },
    };
    res.status(statusCode).json(envelope);
  };
}

/** A cause may be what a driver said, with the statement or the path that failed. */
function withoutUnexpectedCauses({ cause, ...error }: SerializedError): SerializedError {
  return { ...error, ...(cause && isExpected(cause) ? { cause: withoutUnexpectedCauses(cause) } : {}) };
}

function reportServerError(
  raised: unknown,
  options: ErrorResponderOptions & { statusCode: number },
): unknown {
  const { logger, showDetails, statusCode } = options;
  const error = toError(raised);
  if (isExpected(raised)) {
    logger.error(`Request failed with status ${statusCode}`, error);
    return error;
  }
  const logId = randomBytes(10).toString('hex');
  logger.child({ logId }).error(`Request failed with status ${statusCode}, logId=${logId}`, error);
  if (showDetails && !isDatabaseError(raised)) return error;
  const answer = new Error(`An internal error occurred logId=${logId}`);
  delete answer.stack;
  return answer;
}

/** Whether the error was made for the client to see: it has a status of its own, or a name that stands for one. */
function isExpected(raised: unknown): boolean {
  if (!isErrorLike(raised) || isDatabaseError(raised)) return false;
  const hasStatus = statusOfError({ ...raised, name: 'Error', message: '' }) !== 500;
  return (
    hasStatus ||
    raised['statusCode'] === 500 ||
    raised['status'] === 500 ||
    statusOfErrorName(raised.name) !== 500
  );
}

/** Errors of PostgreSQL's driver carry the statement and its values, whatever they are thrown as. */
function isDatabaseError(raised: unknown): boolean {
  return raised instanceof Error && raised.constructor.name === 'DatabaseError';
}
