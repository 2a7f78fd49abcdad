import type { Browser, Page } from 'playwright-core';
import { countTraffic, openProfile, timeStep, timeUntil, type Sight, type Traffic } from './browser.ts';
import type { Portal } from './portal.ts';
import { recordTasks } from './trace.ts';

const listPath = '/catalog?filters%5Bkind%5D=component&filters%5Buser%5D=all';
const rowLink = 'tbody a[href*="/catalog/default/component/"]';
const rows: Sight[] = [{ selector: rowLink, least: 10 }];

/** One run of somebody who comes for the first time, comes again, and goes to an entity and back. */
export interface Visits {
  first: Visit;
  second: Visit;
  entity: Step;
  back: Step;
}

/** Milliseconds until it was painted, and those of them that the page's main thread had a processor. */
interface Step {
  ms: number;
  cpuMs: number;
}

interface Visit extends Traffic, Step {}

/** Visits the list of components in a fresh profile, and again; then goes to a component and back, the second time measured. */
export async function measureVisits(browser: Browser, { url }: Portal): Promise<Visits> {
  const profile = await openProfile(browser);
  try {
    const first = await visit(await profile.newPage(), url + listPath);
    const page = await profile.newPage();
    const second = await visit(page, url + listPath);
    await goAndReturn(page);
    return { first, second, ...(await goAndReturn(page)) };
  } finally {
    await profile.close();
  }
}

async function visit(page: Page, url: string): Promise<Visit> {
  const traffic = await countTraffic(page);
  const step = await timed(page, async () => {
    await page.goto(url, { waitUntil: 'commit' });
    return timeUntil(page, rows);
  });
  await page.waitForLoadState('networkidle');
  return { ...traffic(), ...step };
}

async function timed(page: Page, act: () => Promise<number>): Promise<Step> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser');
  let ms = 0;
  const { cpuMs } = await recordTasks(browser, async () => void (ms = await act()));
  return { ms, cpuMs };
}

/** The content of an entity's page is its title and its description. */
async function goAndReturn(page: Page): Promise<Pick<Visits, 'entity' | 'back'>> {
  const link = page.locator(rowLink).nth(3);
  const path = (await link.getAttribute('href')) ?? '';
  const title = (await link.innerText()).trim();
  const entity = await timed(page, () =>
    timeStep(page, { click: `tbody a[href="${path}"]` }, [
      { selector: 'main :is(h1, h2)', text: title },
      { selector: 'main :is(p, span, dd):not(td *)', text: `${/ \d+ /.exec(title)?.[0]}of Acme` },
    ]),
  );
  await page.waitForLoadState('networkidle');
  const back = await timed(page, () =>
    timeStep(page, 'back', [...rows, { selector: `tbody a[href="${path}"]` }]),
  );
  await page.waitForLoadState('networkidle');
  return { entity, back };
}
