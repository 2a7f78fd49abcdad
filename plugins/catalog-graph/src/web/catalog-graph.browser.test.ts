import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, startPortal, type OpenPage, type RunningPortal } from '@portico/portal/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toGraphSearch } from '../graph-options.ts';
import { generateLandscape, toYaml } from './testing/generate-landscape.ts';

const pathOf = (ref: string, more: Parameters<typeof toGraphSearch>[0] = {}): string =>
  `/catalog-graph?${toGraphSearch({ rootEntityRefs: [ref], ...more })}`;
const booking = 'component:default/booking-service';
const map = (page: OpenPage['page']) => page.getByRole('group', { name: 'Map of relations' });

const folder = mkdtempSync(join(tmpdir(), 'catalog-graph-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the graph of an entity', () => {
  it('shows what it is connected with, goes on from there, and opens', async () => {
    await using portal = await openPage(pathOf(booking, { maxDepth: 1 }));
    const { page } = portal;
    await page.getByRole('heading', { level: 1, name: 'Around Booking service' }).waitFor();
    await map(page)
      .getByRole('link', { name: /^booking-database/ })
      .waitFor();
    expect(await portal.violations()).toEqual([]);
    await map(page)
      .getByRole('link', { name: /^Pricing API/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Around Pricing API' }).waitFor();
    expect(new URL(page.url()).searchParams.getAll('rootEntityRefs[]')).toEqual(['api:default/pricing-api']);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Around Booking service' }).waitFor();
    await map(page)
      .getByRole('link', { name: /^Pricing API/ })
      .click({ modifiers: ['Shift'] });
    await page.waitForURL('**/catalog/default/api/pricing-api');
  });

  it('is chosen from with filters that are in the URL', async () => {
    await using portal = await openPage(pathOf(booking));
    const { page } = portal;
    const shown = () => page.getByRole('status').filter({ hasText: 'entit' }).innerText();
    await page.getByRole('checkbox', { name: /^Resource/ }).click();
    await expect.poll(shown).toMatch(/^3 entities/);
    await page.getByText('All', { exact: true }).click();
    await page.getByText('Free', { exact: true }).click();
    await page.getByRole('switch', { name: 'One line for both directions' }).click();
    const keys = (): string[] => [...new URL(page.url()).searchParams.keys()].sort();
    await expect
      .poll(keys)
      .toEqual(['layout', 'maxDepth', 'mergeRelations', 'rootEntityRefs[]', 'selectedKinds[]'].sort());
    await page.reload();
    await page.getByRole('checkbox', { name: /^Resource/, checked: true }).waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('shows all entities with their names, however many neighbours there are', async () => {
    for (const [path, ref, count] of [
      [pathOf('system:default/booking', { maxDepth: Number.POSITIVE_INFINITY }), 'user:default/guest', 70],
      ['/catalog/default/group/platform', 'user:default/guest', 15],
    ] as const) {
      await using portal = await openPage(path, { colorScheme: 'dark' });
      const all = map(portal.page).locator('[data-ref]');
      await expect.poll(() => all.count()).toBeGreaterThan(count);
      await map(portal.page).locator(`[data-ref="${ref}"]`).waitFor();
      const outside = async (): Promise<number> => {
        const room = await map(portal.page).boundingBox();
        const boxes = await Promise.all((await all.all()).map(node => node.boundingBox()));
        return boxes.filter(box => !isWithin(box, room)).length;
      };
      await expect.poll(outside).toBe(0);
      expect(await portal.violations()).toEqual([]);
    }
  });

  it('is walked through with the keyboard, and read as a list', async () => {
    await using portal = await openPage(pathOf(booking, { maxDepth: 1 }), { colorScheme: 'dark' });
    const { page } = portal;
    const root = map(page).getByRole('link', { name: /^Booking service/ });
    await root.focus();
    await page.keyboard.press('ArrowRight');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-ref') ?? '');
    await expect.poll(async () => ['', booking].includes(await focused())).toBe(false);
    const next = await focused();
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).searchParams.get('rootEntityRefs[]')).toBe(next);
    await page.getByText('List', { exact: true }).click();
    await page
      .getByRole('row', { name: /Booking service/ })
      .first()
      .waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('is searched, and saved as a picture', async () => {
    await using portal = await openPage(pathOf(booking));
    const { page } = portal;
    await page.getByRole('searchbox', { name: 'Find on the map' }).fill('tracking serv');
    await page.getByText('1 found').waitFor();
    await expect
      .poll(() => new URL(page.url()).searchParams.get('focus'))
      .toBe('component:default/tracking-service');
    for (const [type, start] of [
      ['SVG', '<svg xmlns'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      await page.getByRole('button', { name: 'Export' }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: `As ${type}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`Booking-service.${type.toLowerCase()}`);
      const file = join(folder, type);
      await download.saveAs(file);
      expect(readFileSync(file, 'latin1').startsWith(start)).toBe(true);
    }
  });

  it('says what there is not, and what failed', async () => {
    await using portal = await openPage(pathOf('component:default/nothing'));
    await portal.page.getByRole('heading', { name: 'Around nothing' }).waitFor();
    await portal.page.getByText('The catalog has no component:default/nothing').waitFor();
    expect(await portal.violations()).toEqual([]);
    await portal.page.getByRole('button', { name: 'Begin with another' }).click();
    await portal.page.getByRole('searchbox', { name: 'Find an entity' }).fill('invoice');
    await portal.page.getByRole('button', { name: /^Invoice service/ }).click();
    await portal.page.getByRole('heading', { name: 'Around Invoice service' }).waitFor();

    await portal.page.goto(`${new URL(portal.page.url()).origin}/catalog-graph?rootEntityRefs[]=garbage`);
    await portal.page.getByText("'garbage' in the address is no entity ref").waitFor();
    await portal.page.getByRole('searchbox', { name: 'Find an entity' }).waitFor();
    expect(await portal.violations()).toEqual([]);

    await using failing = await openPage(pathOf(booking), {
      expectedProblem: /500/,
      prepare: async page => {
        await page.route('**/entities/graph?*', route =>
          route.fulfill({ status: 500, json: { error: { name: 'Error', message: 'The disk is full' } } }),
        );
      },
    });
    await failing.page.getByText('The graph could not be loaded').waitFor();
    await failing.page.unroute('**/entities/graph?*');
    await failing.page.getByRole('button', { name: 'Try again' }).click();
    await map(failing.page).waitFor();
  });

  it('is a card on the page of the entity, in German and on a phone as well', async () => {
    await using portal = await openPage('/catalog/default/component/booking-service', {
      width: 380,
      height: 800,
      storage: { language: 'de' },
    });
    const { page } = portal;
    const card = page.getByRole('region', { name: 'Beziehungen' });
    await card.getByRole('link', { name: /^Booking API/ }).waitFor();
    await card.getByRole('link', { name: 'Graph öffnen' }).click();
    await page.waitForURL('**/catalog-graph?**');
    await page.getByRole('heading', { level: 1, name: 'Um Booking service' }).waitFor();
    await page.getByRole('group', { name: 'Karte der Beziehungen' }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(380);
    expect(await portal.violations()).toEqual([]);
  });
});

describe('a thousand entities', () => {
  let portal: RunningPortal;
  beforeAll(async () => {
    const target = join(folder, 'landscape.yaml');
    writeFileSync(target, toYaml(generateLandscape(1000)));
    const allow = ['Domain', 'System', 'Group', 'API', 'Resource', 'Component'];
    portal = await startPortal({
      APP_CONFIG_catalog_locations: JSON.stringify([{ type: 'file', target, rules: [{ allow }] }]),
    });
  });
  afterAll(async () => portal[Symbol.asyncDispose]());

  it('are one request and one picture, which is enlarged to be read', async () => {
    const asked: string[] = [];
    const path = pathOf('domain:default/landscape', { maxDepth: Number.POSITIVE_INFINITY });
    await using opened = await openPage(path, {
      portal,
      prepare: async page => {
        page.on('request', request => {
          if (request.url().includes('/api/catalog/entities')) asked.push(request.url());
        });
      },
    });
    const { page } = opened;
    const blocks = () => page.locator('[data-block]').count();
    await expect.poll(blocks).toBeGreaterThan(900);
    expect(asked.filter(url => url.includes('/entities/graph'))).toHaveLength(1);
    expect(asked.length).toBeLessThan(5);
    await page.getByRole('searchbox', { name: 'Find on the map' }).fill('system-3');
    await expect.poll(() => page.locator('[data-block]:not([data-dim])').count()).toBeLessThan(20);
    await page.getByRole('searchbox', { name: 'Find on the map' }).fill('');
    for (let click = 0; click < 8; click += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect
      .poll(() => map(page).getByRole('link').count())
      .toSatisfy((count: number) => count > 10 && count < 400);
    expect(await opened.violations()).toEqual([]);
  });
});

type Box = { y: number; height: number } | null;

function isWithin(box: Box, room: Box): boolean {
  return box !== null && room !== null && box.y > room.y && box.y + box.height < room.y + room.height;
}
