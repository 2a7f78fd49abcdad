import type { Handler, Request, Response } from 'express';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';

/**
 * Makes the handler that writes one log entry for each request, once it is
 * answered. Its fields are those that log readers look for in existing portals.
 * A file that never changes, as the parts of a page are, is told at debug level.
 */
export function createRequestLog(logger: LoggerService): Handler {
  return (req, res, next) => {
    res.on('finish', () => {
      const level = /\bimmutable\b/.test(String(res.getHeader('cache-control'))) ? 'debug' : 'info';
      logger[level](`${req.method} ${req.originalUrl} ${res.statusCode}`, describe(req, res));
    });
    next();
  };
}

function describe(req: Request, res: Response): JsonObject {
  const { 'user-agent': userAgent, referer } = req.headers;
  const entry: JsonObject = {
    type: 'incomingRequest',
    method: req.method,
    url: req.originalUrl,
    status: res.statusCode,
    httpVersion: req.httpVersion,
  };
  if (userAgent) entry['userAgent'] = userAgent;
  const contentLength = Number(res.getHeader('content-length'));
  if (Number.isFinite(contentLength)) entry['contentLength'] = contentLength;
  if (referer) entry['referrer'] = referer;
  return entry;
}
