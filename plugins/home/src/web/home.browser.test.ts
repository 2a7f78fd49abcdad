import { describe, expect, it } from 'vitest';
import { openPage, startPortal } from '@portico/portal/testing';

describe('the start page', () => {
  it('is where the portal begins, and remembers where one has been', async () => {
    await using portal = await openPage('/settings/general');
    const { page } = portal;
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('/home.visits/visits')))
      .toContain('"pathname":"/settings/general"');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByRole('main').getByRole('link', { name: 'General · Settings' }).first().click();
    await page.waitForURL('**/settings/general');
    await page.goto(new URL('/', page.url()).href);
    await page.waitForURL('**/home');
    await page.goto(new URL('/catalog/default/component/nowhere', page.url()).href);
    await expect.poll(() => page.locator('meta[name=robots]').count()).toBe(1);
    // As long as a page has to stay before it counts.
    await page.waitForTimeout(1500);
    const remembered = await page.evaluate(() => localStorage.getItem('/home.visits/visits'));
    expect(remembered).not.toContain('nowhere');
    expect(remembered).not.toContain('"pathname":"/home"');
    await page.goto(new URL('/home', page.url()).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('remembers a page that failed when it has come after all, by its title', async () => {
    let isDown = true;
    await using portal = await openPage('/catalog/default/component/booking-service', {
      expectedProblem: /ERR_CONNECTION_REFUSED/,
      prepare: async page => {
        await page.route('**/api/catalog/**', async route =>
          isDown ? route.abort('connectionrefused') : route.continue(),
        );
      },
    });
    const { page } = portal;
    const visits = () => page.evaluate(() => localStorage.getItem('/home.visits/visits') ?? '');
    await page.getByText('The backend cannot be reached').first().waitFor();
    // Longer than a page has to stay before it counts.
    await page.waitForTimeout(2500);
    expect(await visits()).toBe('');
    isDown = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(visits).toContain('"name":"Booking service"');
    expect(await visits()).not.toContain('"name":"booking-service"');
  });

  it('is arranged with the keyboard, and stays so', async () => {
    await using portal = await openPage('/home', { colorScheme: 'dark' });
    const { page } = portal;
    const titles = () => page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
    await page.getByRole('button', { name: 'Arrange' }).press('Enter');
    await page.getByRole('button', { name: 'Move Quick links forward' }).press('Enter');
    await page.getByRole('button', { name: 'Remove Most visited' }).press('Enter');
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).press('Enter');
    await page.reload();
    await expect.poll(async () => (await titles()).slice(-2)).toEqual(['Recently visited', 'Quick links']);
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('menuitem', { name: /Most visited/ }).click();
    await expect.poll(() => page.getByText('Most visited').count()).toBeGreaterThan(0);
  });

  it('fits on a phone, while being arranged as well', async () => {
    await using portal = await openPage('/home', { width: 380, height: 760, colorScheme: 'dark' });
    const { page } = portal;
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    await page.getByRole('heading', { name: 'Quick links' }).waitFor();
    await expect.poll(width).toBe(380);
    expect(await page.locator('main kbd:visible').count()).toBe(0);
    expect(await portal.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByRole('button', { name: 'Remove Quick links' }).waitFor();
    expect(await page.getByRole('button', { name: 'Make Quick links wider' }).count()).toBe(0);
    await expect.poll(() => page.getByText('Quick links', { exact: true }).count()).toBe(1);
    await expect.poll(width).toBe(380);
    expect(await portal.violations()).toEqual([]);
  });

  it('keeps the rest when a widget fails', async () => {
    await using portal = await openPage('/home', {
      expectedProblem: /ERR_FAILED|dynamically imported module/,
      prepare: async page => {
        await page.route('**/static/starred-widget-*.js', route => route.abort());
      },
    });
    await portal.page.getByText('This page has become old').waitFor();
    await portal.page.getByRole('heading', { name: 'Recently visited' }).waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('begins as the configuration says', async () => {
    await using other = await startPortal({
      APP_CONFIG_app_extensions: JSON.stringify([
        {
          'page:home': {
            config: {
              defaultConfig: [
                { component: 'HomePageToolkit', column: 4, row: 0, width: 8, height: 4, deletable: false },
                { component: 'HomePageTopVisited', column: 0, row: 0, width: 4, height: 4 },
                { component: 'NoSuchWidget', column: 0, row: 4, width: 4, height: 4 },
              ],
            },
          },
        },
      ]),
    });
    await using portal = await openPage('/home', { portal: other });
    const { page } = portal;
    const titles = () => page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
    await expect.poll(titles).toEqual(['Most visited', 'Quick links']);
    await page.getByRole('button', { name: 'Arrange' }).click();
    await page.getByRole('button', { name: 'Remove Most visited' }).waitFor();
    expect(await page.getByRole('button', { name: 'Remove Quick links' }).count()).toBe(0);
  });
});
