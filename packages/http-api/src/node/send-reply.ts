import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { Reply, type ReplyOptions } from './reply.ts';
import { canSendQuickly, sendJsonText, weakTag } from './send-json.ts';

/** Sends what a handler gave: a value as JSON, nothing, or a {@link Reply}. */
export function sendReply(res: Response, value: unknown, status: number): void | Promise<void> {
  if (res.headersSent || res.writableEnded) return;
  if (value instanceof Reply) return send(res, { status, ...value.options });
  if (value === undefined) {
    res.statusCode = status === 200 ? 204 : status;
    res.end();
    return;
  }
  res.statusCode = status;
  sendText(res, JSON.stringify(value));
}

function send(res: Response, options: ReplyOptions & { status: number }): void | Promise<void> {
  const { status, headers = {}, etag, json, jsonText, body, stream } = options;
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  if (etag !== undefined) res.setHeader('ETag', etag);
  const text = json === undefined ? jsonText : JSON.stringify(json);
  if (text !== undefined) return sendText(res, text);
  if (stream) return sendStream(res, stream);
  if (body === undefined) res.end();
  else res.send(body instanceof Uint8Array ? toBuffer(body) : body);
}

function sendText(res: Response, text: string | Uint8Array): void {
  const spaces = res.app.get('json spaces') as number | undefined;
  const given = typeof text === 'string' ? text : toBuffer(text);
  const body = spaces === undefined ? given : indent(given, spaces);
  if (canSendQuickly(res)) return sendJsonText(res, body);
  if (!res.hasHeader('ETag')) res.setHeader('ETag', weakTag(body));
  res.type('json').send(body);
}

async function sendStream(res: Response, stream: NonNullable<ReplyOptions['stream']>): Promise<void> {
  if (res.req.method === 'HEAD' || res.req.fresh) {
    if (res.req.fresh) res.status(304);
    res.end();
    if (stream instanceof Readable) stream.destroy();
    return;
  }
  await pipeline(stream, res);
}

/** For people who look at answers while they develop. */
function indent(text: string | Buffer, spaces: number): string {
  return JSON.stringify(JSON.parse(text.toString()), null, spaces);
}

/** The same bytes, which are not copied. */
function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
