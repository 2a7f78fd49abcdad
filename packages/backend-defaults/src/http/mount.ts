import type { Handler } from 'express';

/**
 * Runs a handler the way Express runs one that is mounted on the first `length`
 * characters of `req.url`: it sees `req.url` without them, and has them in
 * `req.baseUrl`. Both are as before when the handler passes the request on.
 */
export function runMounted(handler: Handler, length: number, ...[req, res, next]: Parameters<Handler>): void {
  const { url, baseUrl, params } = req;
  req.baseUrl = baseUrl + url.slice(0, length);
  req.url = url[length] === '/' ? url.slice(length) : `/${url.slice(length)}`;
  req.params = {};
  void handler(req, res, (error?: unknown) => {
    Object.assign(req, { url, baseUrl, params });
    next(error);
  });
}
