import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Handler } from 'express';
import type {
  LoggerService,
  RootConfigReportService,
  RootHttpRouterService,
} from '@portico/backend-plugin-api';
import type { Config } from '@portico/config';
import { findUnknownNames, formatProblem } from '@portico/config/loader';
import { stringifyError } from '@portico/errors';
import { createDocument } from './create-document.ts';
import { createFileHandler } from './create-file-handler.ts';
import { createWebBuilder } from './create-web-builder.ts';
import { markServed } from './old-builds.ts';
import { showProgress } from './progress-page.ts';
import { readWebAppNames } from './read-web-app-names.ts';
import { readWebSettings } from './read-web-settings.ts';
import type { WebApp } from './web-app.ts';

/** What {@link createWebApp} works with. */
export interface WebAppOptions {
  config: Config;
  configReport: RootConfigReportService;
  rootHttp: RootHttpRouterService;
  logger: LoggerService;
  /** Answers for files below `/static` that no build has. */
  fallback: Handler | undefined;
}

/**
 * Makes the handler for everything outside `/api`: through Vite in development,
 * else from the folder of the built app, building it first when its sources
 * have changed. It returns at once; while the app is being built the page says so.
 */
export async function createWebApp(options: WebAppOptions): Promise<WebApp> {
  const { config, configReport, rootHttp, logger, fallback } = options;
  const settings = readWebSettings(config);
  const document = createDocument({ config, configReport });
  if (settings.prebuilt !== undefined) {
    return serveFolder(settings.prebuilt);
  }
  if (!existsSync(join(settings.sources, 'index.html'))) {
    logger.info(`There is no web app: '${settings.sources}' has no index.html`);
    return { handler: (_req, _res, next) => next(), stop: () => {} };
  }
  if (settings.isDevelopment) {
    const { createDevelopmentServer } = await import('./create-development-server.ts');
    return createDevelopmentServer({ sources: settings.sources, document, rootHttp });
  }
  const builder = createWebBuilder({ sources: settings.sources, output: settings.output, logger });
  let files: Handler | undefined;
  let unmark = (): void => {};
  let failure: string | undefined;
  const isReady = builder.ready.then(serveBuild, () => {});
  return {
    handler: (req, res, next) =>
      files ? files(req, res, next) : showProgress({ res, failure: builder.failure() ?? failure }),
    async stop() {
      builder.stop();
      await isReady;
      unmark();
    },
  };

  async function serveBuild(folder: string): Promise<void> {
    try {
      files = createFileHandler({ folder, document, fallback });
      unmark = markServed(folder);
      await warnOfUnknownNames(folder);
    } catch (error) {
      failure = `The built web app in '${folder}' cannot be read: ${stringifyError(error)}. Start the portal again.`;
      logger.error(failure);
    }
  }

  async function warnOfUnknownNames(folder: string): Promise<void> {
    const names = await readWebAppNames(folder);
    const problems = names ? findUnknownNames(config, names) : [];
    for (const { key, message } of problems) {
      const place = configReport.explain(key)?.sources[0]?.place;
      logger.warn(formatProblem({ severity: 'warning', key, message, ...(place && { place }) }));
    }
  }

  function serveFolder(folder: string): WebApp {
    return { handler: createFileHandler({ folder, document, fallback }), stop: () => {} };
  }
}
