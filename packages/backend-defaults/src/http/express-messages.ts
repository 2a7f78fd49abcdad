import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express } from 'express';
import { canSendQuickly, sendJsonText, weakTag } from '@portico/http-api/send-json';
import { http } from './node-http.ts';

/** Settings of the Express application that requests and responses belong to. */
export interface ExpressMessagesOptions {
  /** Value of Express's `trust proxy`: which proxies may tell the client's address. */
  trustProxy?: unknown;
  /** Indents JSON answers. */
  prettyJson?: boolean;
}

/** The classes that a server makes its messages of. */
export interface ExpressMessages {
  app: Express;
  IncomingMessage: typeof IncomingMessage;
  ServerResponse: typeof ServerResponse;
}

/**
 * Makes message classes that already have Express's `req` and `res` methods.
 *
 * Express gives each message its methods by changing the message's prototype,
 * which costs more than all that is done with it afterwards. Here the prototypes
 * of the classes inherit from those of an application, once for a server.
 *
 * As plugins of both Express generations are mounted, `req.query` is parsed the
 * extended way (`a[b]=c`) and may be assigned, as before Express 5.
 */
export function createExpressMessages(options: ExpressMessagesOptions = {}): ExpressMessages {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'extended');
  app.set('etag', weakTag);
  if (options.trustProxy !== undefined) app.set('trust proxy', options.trustProxy);
  if (options.prettyJson) app.set('json spaces', 2);

  class ExpressRequest extends http.IncomingMessage {}
  class ExpressResponse extends http.ServerResponse {}
  Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  Object.setPrototypeOf(ExpressResponse.prototype, app.response);
  const parseQuery = app.get('query parser fn') as (query: string) => Record<string, unknown>;
  defineLazily(ExpressRequest.prototype, 'query', (req: IncomingMessage) =>
    parseQuery(queryOf(req.url ?? '')),
  );
  defineLazily(ExpressResponse.prototype, 'locals', () => Object.create(null) as object);
  if (!options.prettyJson)
    quickenJson(ExpressResponse.prototype as ServerResponse & Pick<Express['response'], 'json'>);
  return { app, IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse as typeof ServerResponse };
}

/** Replaces `res.json` for the usual case; what it sends is the same. */
function quickenJson(response: ServerResponse & Pick<Express['response'], 'json'>): void {
  const { json } = response;
  Object.defineProperty(response, 'json', {
    configurable: true,
    writable: true,
    value(this: typeof response, body: unknown): unknown {
      const text = canSendQuickly(this) ? JSON.stringify(body) : undefined;
      if (text === undefined) return json.call(this, body);
      sendJsonText(this, text);
      return this;
    },
  });
}

function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/** Defines a property that is computed when first read, and is an ordinary one from then on. */
function defineLazily<T extends object>(prototype: T, name: string, compute: (message: T) => unknown): void {
  const define = (message: T, value: unknown): void => {
    Object.defineProperty(message, name, { value, writable: true, enumerable: true, configurable: true });
  };
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: T): unknown {
      const value = compute(this);
      define(this, value);
      return value;
    },
    set(this: T, value: unknown) {
      define(this, value);
    },
  });
}
