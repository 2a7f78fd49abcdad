import type { Response } from 'express';

const style = `
:root { color-scheme: light dark; }
body { display: grid; place-content: center; gap: 8px; min-height: 90vh; margin: 0 24px;
  font: 14px/1.5 system-ui, sans-serif; background: light-dark(#fcfdfe, #0f1318); color: light-dark(#18202b, #e5e9ef); }
h1 { margin: 0; font-size: 16px; }
p { margin: 0; color: light-dark(#505c6c, #a7b1bf); }
pre { max-width: 90vw; overflow: auto; padding: 12px; border: 1px solid light-dark(#e2e7ee, #262d38); border-radius: 8px; font-size: 12px; }
`;

/**
 * Answers while there is no built app: that it is being built, asking again
 * each second, or why it could not be built. The reason is shown outside
 * production only; it is in the log in any case.
 */
export function showProgress({ res, failure }: { res: Response; failure: string | undefined }): void {
  const reason = process.env['NODE_ENV'] === 'production' ? 'The log of the portal says why.' : failure;
  const body =
    failure === undefined
      ? '<h1>The portal is being built</h1><p>It takes some seconds, once after a change. This page goes on by itself.</p>'
      : `<h1>The portal could not be built</h1><p>Mend the cause and start it again.</p><pre>${escapeText(reason ?? '')}</pre>`;
  const refresh = failure === undefined ? '<meta http-equiv="refresh" content="1">' : '';
  res
    .status(503)
    .set({
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store, max-age=0',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'Retry-After': '1',
    })
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>Portal</title><style>${style}</style></head><body>${body}</body></html>`,
    );
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
