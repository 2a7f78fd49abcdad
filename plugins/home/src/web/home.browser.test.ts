import { describe, expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

describe('the start page', () => {
  it('is where the portal begins, and remembers where one has been', async () => {
    await using portal = await openPage('/settings/general');
    const { page } = portal;
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('/home.visits/visits')))
      .toContain('"pathname":"/settings/general"');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).first().click();
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
});
