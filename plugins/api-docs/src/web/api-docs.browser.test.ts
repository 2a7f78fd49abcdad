import { describe, expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

const definitionOf = (name: string, query = ''): string => `/catalog/default/api/${name}/definition${query}`;

describe('the APIs of the example organisation', () => {
  it('are listed with type, owner and lifecycle, found and filtered', async () => {
    await using opened = await openPage('/api-docs');
    const { page } = opened;
    const table = page.getByRole('table', { name: 'Entities' });
    await table.getByRole('link', { name: 'Booking API' }).waitFor();
    expect(await opened.violations()).toEqual([]);
    await page.getByRole('checkbox', { name: /graphql/ }).click();
    await expect.poll(() => table.getByRole('row').count()).toBe(2);
    await expect.poll(() => decodeURIComponent(page.url())).toContain('filters[type]=graphql');
    await page.getByRole('link', { name: 'Register an API' }).waitFor();
    expect(await page.getByRole('group', { name: 'Kind' }).count()).toBe(0);
    await table.getByRole('link', { name: 'Shipper graph' }).click();
    await page.getByRole('heading', { level: 1, name: 'Shipper graph' }).waitFor();
    await page.getByRole('link', { name: 'Open the definition' }).click();
    await page
      .getByRole('navigation', { name: 'Types' })
      .getByRole('link', { name: /^bookings/ })
      .click();
    await page.getByRole('heading', { level: 3, name: 'bookings' }).waitFor();
    await page.getByRole('link', { name: 'BookingConnection' }).last().click();
    await page.getByRole('heading', { level: 3, name: 'BookingConnection' }).waitFor();
    expect(await opened.violations()).toEqual([]);
  });

  it.each([
    ['booking-api', 'Operations', /\/bookings\/\{id\}.*One booking/, 'One booking', 1440, 'light'],
    [
      'vessel-positions',
      'Channels',
      /tracking\.vessel\.positions/,
      'tracking.vessel.positions',
      1024,
      'dark',
    ],
    ['capacity-api', 'Services', /^rpc Reserve/, 'Reserve', 380, 'dark'],
  ] as const)(
    'are shown in the viewer for their type: %s',
    async (name, list, entry, title, width, colorScheme) => {
      await using opened = await openPage(definitionOf(name), { width, colorScheme });
      const marked = opened.page.getByRole('navigation', { name: 'Main' }).locator('[aria-current=page]');
      if (width > 380) await marked.getByText('APIs', { exact: true }).waitFor();
      const { page } = opened;
      const nav = page.getByRole('navigation', { name: list });
      await nav.getByRole('link', { name: entry }).click();
      await page.getByRole('heading', { level: 3, name: title }).waitFor();
      expect(await opened.violations()).toEqual([]);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(width);
      await page.getByText('As written').click();
      await page.getByRole('region', { name: 'The definition as it is written' }).waitFor();
      expect(await opened.violations()).toEqual([]);
    },
  );

  it('are named by those who provide and consume them', async () => {
    await using opened = await openPage('/catalog/default/component/booking-service/apis');
    const { page } = opened;
    await page
      .getByRole('table', { name: 'Provided APIs' })
      .getByRole('link', { name: 'Booking API' })
      .waitFor();
    await page.getByRole('heading', { name: /Consumed APIs/ }).waitFor();
    expect(await opened.violations()).toEqual([]);
  });
});
