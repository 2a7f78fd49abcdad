import type { Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Response } from 'express';
import { createServer } from 'vite';
import type { RootHttpRouterService } from '@portico/backend-plugin-api';
import type { Document } from './create-document.ts';
import { createViteConfig } from './vite-config.ts';
import type { WebApp } from './web-app.ts';

/** Serves the app from its sources through Vite, in this process and on its port, with hot reload. */
export async function createDevelopmentServer({
  sources,
  document,
  rootHttp,
}: {
  sources: string;
  document: Document;
  rootHttp: RootHttpRouterService;
}): Promise<WebApp> {
  const config = await createViteConfig({ sources });
  const server = serverOf(rootHttp);
  const vite = await createServer({
    ...config,
    base: '/',
    appType: 'custom',
    plugins: [...(config.plugins ?? []), react()],
    server: { middlewareMode: true, ...(server && { hmr: { server } }) },
  });
  const sendPage = async (res: Response, url: string): Promise<void> => {
    const template = await readFile(join(sources, 'index.html'), 'utf8');
    document.send(res, await vite.transformIndexHtml(url, template));
  };
  return {
    handler: (req, res, next) => {
      const isPage = req.method === 'GET' && (req.headers.accept?.includes('text/html') ?? false);
      if (isPage) return sendPage(res, req.originalUrl);
      return vite.middlewares(req, res, next);
    },
    stop: () => vite.close(),
  };
}

/** The server of the backend, which Vite's own messages travel over as well. */
function serverOf(router: RootHttpRouterService): Server | undefined {
  return 'server' in router ? (router.server as Server) : undefined;
}
