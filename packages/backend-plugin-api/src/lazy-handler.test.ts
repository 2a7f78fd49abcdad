import express, { type ErrorRequestHandler } from 'express';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createLazyHandler } from './index.ts';

it('is loaded with the first request, once, and again only after a failure', async () => {
  let loads = 0;
  const handler = createLazyHandler(async () => {
    loads += 1;
    if (loads === 1) throw new Error('The disk is away');
    return (_req, res) => void res.json(loads);
  });
  const onError: ErrorRequestHandler = (error: Error, _req, res, _next) =>
    void res.status(500).json(error.message);
  await using server = express().use(handler, onError).listen(0);
  const ask = async (): Promise<unknown> =>
    (await fetch(`http://localhost:${(server.address() as AddressInfo).port}`)).json();

  expect(loads).toBe(0);
  expect(await ask()).toBe('The disk is away');
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  expect(await ask()).toBe(2);
});
