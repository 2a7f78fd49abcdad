import type { Browser, Page } from 'playwright-core';
import { openProfile, timeUntil } from './browser.ts';
import type { Portal } from './portal.ts';
import { recordTasks, type MainThread } from './trace.ts';

/** What the main thread does while somebody works with the list of everything. */
export interface ListTasks {
  scrolling: MainThread;
  typing: MainThread;
  /** How many rows there were at the end. */
  rows: number;
}

/** Scrolls through all rows with the wheel until the last is there, and back in leaps; then types into the filter and clears it. */
export async function measureList(browser: Browser, { url }: Portal, size: number): Promise<ListTasks> {
  const profile = await openProfile(browser);
  try {
    const page = await profile.newPage();
    await page.goto(`${url}/catalog?filters%5Bkind%5D=*`, { waitUntil: 'commit' });
    await timeUntil(page, [{ selector: 'tbody a[href*="/catalog/default/"]', least: 10 }]);
    await page.waitForLoadState('networkidle');
    await page.mouse.move(900, 500);
    let rows = 0;
    const scrolling = await recordTasks(browser, async () => void (rows = await scrollToEnd(page, size)));
    const typing = await recordTasks(browser, () => typeAndClear(page));
    return { scrolling, typing, rows };
  } finally {
    await profile.close();
  }
}

/** The map of a thousand entities. */
export interface GraphTasks {
  firstPictureMs: number;
  panning: MainThread;
}

/** Opens the map of everything around a system, from a cold cache, and moves it, as a whole and enlarged. */
export async function measureGraph(browser: Browser, { url }: Portal): Promise<GraphTasks> {
  const profile = await openProfile(browser);
  try {
    const page = await profile.newPage();
    const root = encodeURIComponent('system:default/system-000000');
    await page.goto(`${url}/catalog-graph?rootEntityRefs%5B%5D=${root}&maxDepth=%E2%88%9E`, {
      waitUntil: 'commit',
    });
    const firstPictureMs = await timeUntil(page, [{ selector: '[data-block]', least: 900 }]);
    await page.waitForLoadState('networkidle');
    const panning = await recordTasks(browser, async () => {
      await drag(page);
      for (let click = 0; click < 5; click += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
      await drag(page);
    });
    return { firstPictureMs, panning };
  } finally {
    await profile.close();
  }
}

async function scrollToEnd(page: Page, size: number): Promise<number> {
  const lastRow = (): Promise<number> =>
    page.evaluate(() =>
      Math.max(
        0,
        ...[...document.querySelectorAll('tbody tr[aria-rowindex]')].map(row =>
          Number(row.getAttribute('aria-rowindex')),
        ),
      ),
    );
  const deadline = Date.now() + 120_000;
  let last = 0;
  while (last < size && Date.now() < deadline) {
    for (let turn = 0; turn < 5; turn += 1) {
      await page.mouse.wheel(0, 1400);
      await page.waitForTimeout(16);
    }
    last = await lastRow();
  }
  for (const part of [0.75, 0.5, 0.25, 0.9, 0]) {
    await page.evaluate(share => scrollTo(0, document.body.scrollHeight * share), part);
    await page.waitForTimeout(100);
  }
  return last;
}

async function typeAndClear(page: Page): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0));
  await page.getByPlaceholder(/^Find by name/).click();
  await page.keyboard.type('checkout ledger', { delay: 90 });
  await waitForRows(page);
  for (let key = 0; key < 15; key += 1) await page.keyboard.press('Backspace', { delay: 40 });
  await waitForRows(page);
}

/** The list asks a moment after the last key. */
async function waitForRows(page: Page): Promise<void> {
  await page.waitForTimeout(500);
  await page.waitForFunction(() => !document.querySelector('[data-outdated], table[aria-busy="true"]'));
}

async function drag(page: Page): Promise<void> {
  const box = await page.getByRole('group', { name: 'Map of relations' }).boundingBox();
  if (!box) throw new Error('The map is not to be seen');
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  for (let step = 1; step <= 60; step += 1) {
    await page.mouse.move(middle.x + 300 * Math.sin(step / 8), middle.y + 200 * Math.sin(step / 5));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
}
