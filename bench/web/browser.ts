import packed from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';

/** Starts the Chromium that the browser tests have, too. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await packed.executablePath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A profile of its own: nothing is cached, but the peer's question who signs in is answered; Portico has only guests, and asks nothing. */
export async function openProfile(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(() => localStorage.setItem('@backstage/core:SignInPage:provider', 'guest'));
  await context.addInitScript(watch);
  return context;
}

/** What the network brought until now, as it was transferred. */
export interface Traffic {
  requests: number;
  scripts: number;
  scriptKb: number;
  allKb: number;
}

/** Counts what a page transfers, from before it is loaded. */
export async function countTraffic(page: Page): Promise<() => Traffic> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const types = new Map<string, string>();
  const sizes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (!response.fromDiskCache) types.set(requestId, response.mimeType);
  });
  session.on('Network.requestServedFromCache', ({ requestId }) => types.delete(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  );
  await session.send('Network.enable');
  const kilobytes = (ids: string[]): number => ids.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0) / 1000;
  return () => {
    const all = [...types.keys()];
    const scripts = all.filter(id => types.get(id)?.includes('javascript'));
    return {
      requests: all.length,
      scripts: scripts.length,
      scriptKb: kilobytes(scripts),
      allKb: kilobytes(all),
    };
  };
}

/** What is to be seen: as many visible elements as `least` (default 1), one of them with this text if any is given. */
export interface Sight {
  selector: string;
  least?: number;
  text?: string;
}

/** Milliseconds from the start of the navigation until all of it was painted. */
export function timeUntil(page: Page, sights: Sight[]): Promise<number> {
  return page.evaluate(wanted => window.bench.untilSeen(wanted), sights);
}

/** Milliseconds from a step in the page, such as a click on an element, until all of it was painted. */
export async function timeStep(
  page: Page,
  step: 'back' | { click: string },
  sights: Sight[],
): Promise<number> {
  await page.evaluate(wanted => window.bench.begin(wanted), sights);
  if (step === 'back') await page.evaluate(() => window.bench.goBack());
  else await page.locator(step.click).first().click();
  return page.evaluate(() => window.bench.end());
}

declare global {
  interface Window {
    bench: {
      untilSeen(sights: Sight[]): Promise<number>;
      begin(sights: Sight[]): void;
      goBack(): void;
      end(): Promise<number>;
    };
  }
}

/** Runs in the page, before its own scripts. */
function watch(): void {
  const isSeen = ({ selector, least = 1, text }: Sight): boolean => {
    let count = 0;
    for (const element of document.querySelectorAll(selector)) {
      const isVisible = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (isVisible && (text === undefined || element.textContent?.includes(text))) count += 1;
      if (count >= least) return true;
    }
    return false;
  };
  // Each picture is looked at when it is about to be painted; the one after it proves that it was.
  const untilSeen = (sights: Sight[]): Promise<number> =>
    new Promise((done, fail) => {
      const deadline = performance.now() + 120_000;
      const look = (): void => {
        if (sights.every(isSeen)) requestAnimationFrame(() => done(performance.now()));
        else if (performance.now() > deadline) fail(new Error(`Not seen: ${JSON.stringify(sights)}`));
        else requestAnimationFrame(look);
      };
      look();
    });
  let begun = 0;
  let ended: Promise<number> = Promise.resolve(0);
  window.bench = {
    untilSeen,
    begin(sights) {
      const start = (event: Event): void => {
        begun = event.timeStamp;
        ended = untilSeen(sights);
      };
      addEventListener('click', start, { capture: true, once: true });
    },
    goBack() {
      dispatchEvent(new Event('click'));
      history.back();
    },
    end: async () => (await ended) - begun,
  };
}
