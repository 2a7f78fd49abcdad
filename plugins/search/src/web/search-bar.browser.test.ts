import { openPage } from '@portico/portal/testing';
import { expect, it } from 'vitest';

it('opens the command palette with a click, or the Enter key, and finds an entity', async () => {
  await using portal = await openPage('/home');
  const { page } = portal;
  const field = page.getByRole('main').getByRole('button', { name: 'Find services' });
  await field.click();
  await page.getByRole('combobox').waitFor();
  expect(await portal.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'hidden' });
  await field.press('Enter');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('booking');
  await page
    .getByRole('option', { name: /booking/i })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalog/**booking**');
});
