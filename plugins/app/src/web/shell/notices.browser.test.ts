import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

it('keeps messages that have gone, to be read with the keyboard alone', async () => {
  await using portal = await openPage('/catalog', { colorScheme: 'dark' });
  const { page } = portal;
  await page.getByRole('button', { name: 'Export' }).press('Enter');
  await page.getByRole('menuitem', { name: 'As JSON' }).press('Enter');
  const bell = page.getByRole('banner').getByRole('button', { name: /^Messages so far/ });
  await page.getByRole('button', { name: 'Messages so far, 1 new' }).waitFor();
  await bell.press('Enter');
  await page.getByRole('dialog').getByText('The export is being put together').waitFor();
  expect(await portal.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => bell.evaluate(button => button === document.activeElement)).toBe(true);
  await expect.poll(() => bell.getAttribute('aria-label')).toBe('Messages so far');
});
