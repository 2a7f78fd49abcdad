import { describe, expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

describe('the settings', () => {
  it('show who one is, and change the look at once and for good', async () => {
    await using portal = await openPage('/settings');
    const { page } = portal;
    await page.getByRole('main').getByRole('link', { name: 'Guest' }).first().waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Platform' }).waitFor();
    expect(await portal.violations()).toEqual([]);
    await page.getByText('Compact').click();
    await page.getByText('Dark', { exact: true }).click();
    const look = () =>
      page.evaluate(
        () => `${document.documentElement.dataset['density']} ${document.body.dataset['themeName']}`,
      );
    await expect.poll(look).toBe('compact dark');
    expect(await portal.violations()).toEqual([]);
    await page.getByLabel('Language').selectOption('de');
    await page.getByText('Aussehen').waitFor();
    await page.reload();
    await page.getByText('Aussehen').waitFor();
    await expect.poll(look).toBe('compact dark');
  });

  it('tell which sign-in providers there are', async () => {
    await using portal = await openPage('/settings/auth-providers', { width: 380, colorScheme: 'dark' });
    await portal.page.getByText('Lets people in without an account').waitFor();
    expect(await portal.violations()).toEqual([]);
  });

  it('say so when there are no feature flags, on a phone as well', async () => {
    await using portal = await openPage('/settings/feature-flags', { width: 380, height: 700 });
    await portal.page.getByText('No feature flags').waitFor();
    expect(await portal.violations()).toEqual([]);
  });
});

it('says so at the address of a tab that it does not have', async () => {
  await using portal = await openPage('/settings/nope');
  const { page } = portal;
  await page.getByRole('main').getByText('There is no such page').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'Settings' }).waitFor();
  expect(await portal.violations()).toEqual([]);
});
