import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { startPortal, type RunningPortal } from './start-portal.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers below `/browser` with the endpoint of a Chromium, below `/portal` with the URL of a portal. */
    browserFixtures: string;
  }
}

/**
 * Vitest's global setup that provides one browser and one portal to all browser
 * tests of a run. Both start when the first test asks for them.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let browser: Promise<BrowserServer> | undefined;
  let portal: Promise<RunningPortal> | undefined;
  const server = createServer((request, response) => {
    const answer =
      request.url === '/browser'
        ? (browser ??= startBrowser()).then(started => started.wsEndpoint())
        : (portal ??= startPortal()).then(started => started.url);
    answer.then(
      text => response.end(text),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  project.provide('browserFixtures', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await (await browser?.catch(() => undefined))?.close();
    await (await portal?.catch(() => undefined))?.[Symbol.asyncDispose]();
  };
}

async function startBrowser(): Promise<BrowserServer> {
  const [{ chromium }, { default: packed }] = await Promise.all([
    import('playwright-core'),
    import('@sparticuz/chromium'),
  ]);
  return chromium.launchServer({
    executablePath: await packed.executablePath(),
    // Nothing is asked of the network that a test did not ask for.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--font-render-hinting=none',
    ],
  });
}
