import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

it('an owner has one name, in the filter, in its chip and when nothing is left', async () => {
  await using list = await openPage('/catalog?filters[owners]=group:default/booking-team');
  const { page } = list;
  await page.getByRole('button', { name: /Owner: Booking$/ }).waitFor();
  await page.getByRole('checkbox', { name: /^Booking \d/ }).waitFor();
  await page.getByRole('searchbox', { name: 'Find by name' }).fill('zzzz');
  await page.getByText('Nothing matches').waitFor();
  await page.getByRole('checkbox', { name: 'Booking 0' }).waitFor();
  expect(await page.getByText('group:default/booking-team').count()).toBe(0);
});
