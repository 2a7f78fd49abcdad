import { describe, expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';
import type { Page } from 'playwright-core';

const rowsOf = (page: Page) => page.getByRole('row').filter({ has: page.locator('td a') });
const filtersOf = (page: Page) => page.getByRole('group', { name: 'Filters' });
const queryOf = (page: Page) => decodeURIComponent(new URL(page.url()).search);

describe('the list of entities', () => {
  it('is filtered, counted, searched and sorted, and all of it is in the URL', async () => {
    await using portal = await openPage('/catalog');
    const { page } = portal;
    const filters = filtersOf(page);
    await page.getByText('20 rows').waitFor();
    await filters.getByLabel('website 3').click();
    await page.getByText('3 rows').waitFor();
    await expect.poll(() => queryOf(page)).toBe('?filters[type]=website');
    // Its own values go on being counted as if it was not there, the others are narrowed.
    await filters.getByLabel('service 14').waitFor();
    await filters.getByLabel('Customer Portal 2').waitFor();
    await page.getByRole('button', { name: 'Owner' }).last().click();
    await page.waitForURL(url => decodeURIComponent(url.search).includes('sort=owner'));
    await page.reload();
    await page.getByText('3 rows').waitFor();
    await expect
      .poll(() => page.getByRole('columnheader', { name: 'Owner' }).getAttribute('aria-sort'))
      .toBe('ascending');
    expect(await portal.violations()).toEqual([]);

    await filters.getByLabel(/^APIs 1/).click();
    await page.getByRole('columnheader', { name: 'System' }).waitFor();
    await expect.poll(() => queryOf(page)).toBe('?filters[kind]=api&sort=owner');
    await page.getByRole('searchbox', { name: /^Find by name/ }).fill('booking');
    await page.getByText('1 row', { exact: true }).waitFor();
    // 81 without the text.
    await filters.getByLabel(/^All kinds \d$|^All kinds 1\d$/).waitFor();
    await page.getByRole('button', { name: 'Remove Text: booking' }).click();
    await page.getByText('11 rows').waitFor();
    await page.goBack();
    await page.waitForURL(/text=booking/);
  });

  it('asks for its rows once, and for counts after them', async () => {
    await using portal = await openPage('/catalog');
    const { page } = portal;
    await rowsOf(page).first().waitFor();
    const asked: string[] = [];
    let counted = (): void => {};
    const areRowsShown = new Promise<boolean>(resolve => {
      counted = () =>
        void rowsOf(page)
          .count()
          .then(count => resolve(count > 0));
    });
    // Until then the page before may ask for something.
    page.on('framenavigated', () => (asked.length = 0));
    page.on('request', request => {
      const { pathname } = new URL(request.url());
      if (!pathname.startsWith('/api/catalog/entit')) return;
      if (pathname.endsWith('/entity-facets')) counted();
      asked.push(pathname.split('/').at(-1) ?? '');
    });
    await page.reload();
    await filtersOf(page).getByLabel('service 14').waitFor();
    expect(asked[0]).toBe('by-query');
    // The rows, and how many are the user's, their teams' and starred.
    await expect.poll(() => asked.filter(name => name === 'by-query').length).toBe(4);
    expect(await areRowsShown).toBe(true);
  });

  it('is walked through with the keyboard, and leads to the entity', async () => {
    await using portal = await openPage('/catalog');
    const { page } = portal;
    await rowsOf(page).first().waitFor();
    await page.keyboard.press('f');
    await page.locator('input[type="search"]:focus').pressSequentially('job');
    await page.waitForURL(/text=job/);
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await rowsOf(page).getByRole('link').first().press('Enter');
    await page.waitForURL(/\/catalog\/default\/component\//);
    await page.goBack();
    await page.waitForURL(/\/catalog\?text=job/);
  });

  it('keeps columns, stars and views', async () => {
    await using portal = await openPage('/catalog');
    const { page } = portal;
    await page.getByRole('button', { name: 'Star Booking service' }).click();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('Lifecycle', { exact: true }).uncheck();
    await page.getByLabel('Tags', { exact: true }).check();
    await page.keyboard.press('Escape');
    await filtersOf(page).getByLabel('Starred 1').click();
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'Save this view…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('My favourites');
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.goto(new URL('/catalog', page.url()).href);
    await page.getByText('20 rows').waitFor();
    await page.getByRole('columnheader', { name: 'Lifecycle' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('menuitem', { name: 'My favourites' }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
    await page.goto(new URL('/home', page.url()).href);
    await page
      .getByRole('region', { name: 'Starred' })
      .getByRole('link', { name: 'Booking service' })
      .waitFor();
    await page.getByRole('region', { name: "My teams' components" }).getByRole('link').first().waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('acts on what is chosen, and hands it out as a file', async () => {
    await using portal = await openPage('/catalog?filters[type]=website');
    const { page } = portal;
    await page.getByText('3 rows').waitFor();
    await page.getByLabel('Select all rows').check();
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Unregister' }).click();
    // The configuration declares them, so that nothing would go.
    const dialog = page.getByRole('dialog');
    await dialog.getByText('These 3 stay').waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Unregister' }).isDisabled()).toBe(true);
    expect(await portal.violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('3 entities will be read again').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'As CSV' }).click();
    expect((await download).suggestedFilename()).toBe('catalog.csv');
  });

  it('is a list on a phone, with its filters behind a button', async () => {
    await using portal = await openPage('/catalog', { width: 380, height: 800, colorScheme: 'dark' });
    const { page } = portal;
    await rowsOf(page).first().waitFor();
    await filtersOf(page).waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(380);
    await page.getByRole('button', { name: 'Show filters' }).click();
    await filtersOf(page).getByLabel('website 3').click();
    await page.getByText('3 rows').waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('says what to do when nothing matches, when the catalog fails, and when it is forbidden', async () => {
    await using portal = await openPage('/catalog?text=zzz', {
      colorScheme: 'dark',
      expectedProblem: /status of (?:500|403)/,
    });
    const { page } = portal;
    await page.getByText('Nothing matches').waitFor();
    expect(await portal.violations()).toEqual([]);
    const answers = [500, 403];
    await page.route('**/entities/by-query', async route => {
      const isList = route.request().postData()?.includes('orderBy') ?? false;
      const status = isList ? answers.shift() : undefined;
      if (status === undefined) return route.continue();
      const error = { name: 'Error', message: 'It broke. logId=abc123' };
      return route.fulfill({ status, json: { error, response: { statusCode: status } } });
    });
    await page.getByRole('button', { name: 'Clear filters' }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('The entities could not be loaded').waitFor();
    await alert.getByText('abc123', { exact: true }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('You may not see this').waitFor();
    await page.getByText('catalog.entity.read').waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.unroute('**/entities/by-query');
  });

  it('finds entities from anywhere with the command palette', async () => {
    await using portal = await openPage('/settings/general');
    const { page } = portal;
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('invoice serv');
    await page.getByRole('option', { name: /Invoice service/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/catalog/default/component/invoice-service');
  });
});
