import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is read of a body that nobody wants, in bytes, so that its sender gets to see the answer. */
const tolerated = 16 * 1024 * 1024;
/** How long such a body may take, in milliseconds. */
const patience = 5000;

/**
 * Bounds what an answered request may still send. A sender that is cut off at
 * once sees a broken connection instead of its answer; one that is never cut
 * off can send for ever.
 */
export function discardUnreadBody(req: IncomingMessage, res: ServerResponse): void {
  if (req.headers['content-length'] === undefined && req.headers['transfer-encoding'] === undefined) return;
  res.on('finish', () => {
    if (req.complete) return;
    const { socket } = req;
    const limit = socket.bytesRead + tolerated;
    const deadline = Date.now() + patience;
    const watch = setInterval(() => {
      if (!req.complete && (socket.bytesRead > limit || Date.now() > deadline)) socket.destroy();
      if (req.complete || socket.destroyed) clearInterval(watch);
    }, 100);
  });
}
