import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { openPage } from './testing/index.ts';

/** Whether an element, a part that stands for it, or what is around it, has the mark of the focus. */
function isMarked(target: Element): boolean {
  const hasOutline = (node: Element, part?: string): boolean =>
    getComputedStyle(node, part).outlineStyle !== 'none';
  for (let node: Element | null = target, steps = 0; node && steps < 4; node = node.parentElement, steps += 1)
    if (hasOutline(node) || hasOutline(node, '::after')) return true;
  const label = target.nextElementSibling;
  const border = getComputedStyle(target).borderColor;
  return (label !== null && hasOutline(label)) || (target.matches('input') && border !== 'rgba(0, 0, 0, 0)');
}

/** Presses Tab until something has the focus, which must be seen. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate(element => element === document.activeElement)) {
      await expect.poll(() => target.evaluate(isMarked)).toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target.toString()}`);
}

it('finds a group in the organisation by keyboard alone', async () => {
  await using opened = await openPage('/org');
  const { page } = opened;
  await tabTo(page, page.getByRole('searchbox', { name: 'Find a group' }));
  await page.keyboard.type('track');
  await page.getByRole('link', { name: 'Platform', exact: true }).waitFor({ state: 'detached' });
  await tabTo(page, page.getByRole('link', { name: 'Tracking', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalog/default/group/tracking-team');
});

it('opens the definition of an API by keyboard alone', async () => {
  await using opened = await openPage('/api-docs');
  const { page } = opened;
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Booking API', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalog/default/api/booking-api');
  await tabTo(page, page.getByRole('link', { name: 'Definition', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/booking-api/definition');
  await page.getByText('/bookings').first().waitFor();
});

it('changes the theme in the settings by keyboard alone', async () => {
  await using opened = await openPage('/settings');
  const { page } = opened;
  const themes = page.getByRole('radiogroup', { name: 'Theme' });
  const chosen = themes.getByRole('radio', { checked: true });
  await tabTo(page, chosen);
  for (let value = await chosen.inputValue(); value !== 'dark'; value = await chosen.inputValue()) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chosen.inputValue()).not.toBe(value);
  }
  await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
});

it('looks into a URL and begins a file by keyboard alone', async () => {
  await using opened = await openPage('/catalog-import', { expectedProblem: /status of 4/ });
  const { page } = opened;
  // The field has the focus from the beginning.
  await tabTo(page, page.getByRole('textbox').first());
  await page.keyboard.type('not a url');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
  await page.reload();
  await tabTo(page, page.getByRole('link', { name: 'Write a file' }));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalog-import/file');
  const editor = page.getByRole('textbox', { name: 'The text of catalog-info.yaml' });
  await tabTo(page, editor);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('# mine');
  await editor.getByText('# mine').waitFor();
  await tabTo(page, page.getByRole('textbox', { name: 'URL of the repository' }));
});
