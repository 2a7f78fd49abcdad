import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

it('an address in the catalog that is no entity does not exist, and tells which may be meant', async () => {
  await using opened = await openPage('/catalog/boking-service');
  const { page } = opened;
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
  expect(await opened.violations()).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: 'Booking service' }).click();
  await page.getByRole('heading', { level: 1, name: 'Booking service' }).waitFor();
});

it.each(['/home/x', '/org/x', '/api-docs/x', '/catalog-graph/x', '/catalog/default/component'])(
  'nothing is at %s',
  async path => {
    await using opened = await openPage(path);
    await opened.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  },
);
