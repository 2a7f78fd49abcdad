import type { Handler, Request, Response } from 'express';
import type { LoggerService } from '@portico/backend-plugin-api';
import type { JsonObject } from '@portico/config';
import { createIsoClock } from '../logger/iso-clock.ts';

/** Makes the handler that writes one log entry for each request, once it is answered. */
export function createRequestLog(logger: LoggerService): Handler {
  const clock = createIsoClock();
  return (req, res, next) => {
    res.on('finish', () => {
      const meta = describe(req, res, clock());
      logger.info(toLine(meta), meta as unknown as JsonObject);
    });
    next();
  };
}

interface RequestLogEntry {
  type: 'incomingRequest';
  date: string;
  method: string;
  url: string;
  status: number;
  httpVersion: string;
  userAgent?: string;
  contentLength?: number;
  referrer?: string;
}

function describe(req: Request, res: Response, date: string): RequestLogEntry {
  const { 'user-agent': userAgent, referer } = req.headers;
  const entry: RequestLogEntry = {
    type: 'incomingRequest',
    date,
    method: req.method,
    url: req.originalUrl,
    status: res.statusCode,
    httpVersion: req.httpVersion,
  };
  if (userAgent) entry.userAgent = userAgent;
  const contentLength = Number(res.getHeader('content-length'));
  if (Number.isFinite(contentLength)) entry.contentLength = contentLength;
  if (referer) entry.referrer = referer;
  return entry;
}

/** The entry as one line, in the combined log format that log readers know. */
function toLine(entry: RequestLogEntry): string {
  const {
    date,
    method,
    url,
    httpVersion,
    status,
    contentLength = 0,
    referrer = '-',
    userAgent = '-',
  } = entry;
  return `[${date}] "${method} ${url} HTTP/${httpVersion}" ${status} ${contentLength} "${referrer}" "${userAgent}"`;
}
