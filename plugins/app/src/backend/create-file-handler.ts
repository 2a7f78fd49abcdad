import { createReadStream, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Handler, Request, Response } from 'express';
import type { Document } from './create-document.ts';
import { listEarlierFiles, listFiles, type ServedFile } from './list-files.ts';

const immutable = 'public, max-age=31536000, immutable';
const shortLived = 'public, max-age=3600';
/** Files of at most so many bytes, which a first visit asks for by the dozen, stay in memory once they were sent. */
const mostHeld = 1_000_000;

/**
 * Makes the handler that serves a built app: files by their exact names, what
 * is below `/static` for a year, and the page itself for every other path.
 * Files of the builds before this one are found as well.
 */
export function createFileHandler({
  folder,
  document,
  fallback,
}: {
  folder: string;
  document: Document;
  fallback: Handler | undefined;
}): Handler {
  const template = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Map([...listEarlierFiles(folder), ...listFiles(folder)]);
  const held = new Map<string, Buffer>();
  return (req, res, next) => {
    const path = document.pathOf(req.originalUrl);
    if ((req.method !== 'GET' && req.method !== 'HEAD') || path.startsWith('/.')) return next();
    const file = files.get(path);
    if (file && path !== '/index.html') return sendFile(req, res, { file, path, held });
    if (path.startsWith('/static/')) return fallback ? fallback(req, res, next) : notThere(res);
    if (isFileRequest(req, path)) return notThere(res);
    return document.send(res, template);
  };
}

/** A browser that opens a page says that it takes HTML; one that loads an icon does not. */
function isFileRequest(req: Request, path: string): boolean {
  return /\.[a-z0-9]{2,5}$/i.test(path) && !req.headers.accept?.includes('text/html');
}

function notThere(res: Response): void {
  res.status(404).set('Cache-Control', 'no-store').type('text/plain').send('There is no such file');
}

function sendFile(
  req: Request,
  res: Response,
  { file, path, held }: { file: ServedFile; path: string; held: Map<string, Buffer> },
): void {
  const encoding = (['br', 'gz'] as const).find(
    name => file.encodings.includes(name) && req.acceptsEncodings(name === 'gz' ? 'gzip' : name),
  );
  res.set({
    'Content-Type': file.type,
    'Cache-Control': path.startsWith('/static/') ? immutable : shortLived,
    ETag: encoding ? `${file.etag.slice(0, -1)}-${encoding}"` : file.etag,
    Vary: 'Accept-Encoding',
    ...(encoding && { 'Content-Encoding': encoding === 'gz' ? 'gzip' : encoding }),
  });
  if (req.headers['if-none-match'] === res.getHeader('ETag')) return void res.status(304).end();
  if (req.method === 'HEAD') return void res.end();
  const sent = encoding ? `${file.path}.${encoding}` : file.path;
  const known = held.get(sent);
  if (known) return void res.end(known);
  if (file.size <= mostHeld) return void holdAndSend(res, sent, held);
  createReadStream(sent)
    .on('error', error => loseFile(res, error))
    .pipe(res);
}

async function holdAndSend(res: Response, path: string, held: Map<string, Buffer>): Promise<void> {
  try {
    const content = await readFile(path);
    held.set(path, content);
    res.end(content);
  } catch (error) {
    loseFile(res, error as Error);
  }
}

/** The file was there when the portal started, and cannot be read now. */
function loseFile(res: Response, error: Error): void {
  if (res.headersSent) return void res.destroy(error);
  for (const name of ['Content-Encoding', 'ETag', 'Vary']) res.removeHeader(name);
  notThere(res);
}
