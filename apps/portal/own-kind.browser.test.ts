import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openPage } from './testing/index.ts';
import { startProductPortal } from './testing/start-product-portal.ts';
import type { RunningPortal } from './testing/start-portal.ts';

let portal: RunningPortal;
beforeAll(async () => {
  portal = await startProductPortal();
});
afterAll(() => portal[Symbol.asyncDispose]());

/** The drawing of the icon in a link. */
const iconBeside = (page: Page, name: string) =>
  page.getByRole('link', { name }).first().locator('svg').first().innerHTML();

describe('a kind that the configuration adds', () => {
  it('is listed by its fields, after the first rows, under its name and its icon', async () => {
    const asked: string[] = [];
    await using opened = await openPage('/catalog?filters[kind]=product', {
      portal,
      async prepare(page) {
        page.on('request', request => asked.push(new URL(request.url()).pathname));
      },
    });
    const { page } = opened;
    await page.getByRole('columnheader', { name: 'Price in euros' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Ferry pass' });
    await row.getByText('1,249.5').waitFor();
    await page.getByRole('group', { name: 'Filters' }).getByLabel('Products 2').waitFor();
    await page.getByRole('button', { name: 'Remove Kind: Products' }).waitFor();
    expect(asked.filter(path => path === '/api/catalog/model')).toHaveLength(1);
    expect(asked.indexOf('/api/catalog/model')).toBeGreaterThan(
      asked.indexOf('/api/catalog/entities/by-query'),
    );
    await page.getByRole('columnheader', { name: 'Stage' }).getByRole('button').click();
    await page.waitForURL(/sort=spec\.stage/);
    await page.getByText('2 rows').waitFor();
    expect(await opened.violations()).toEqual([]);

    const icon = await iconBeside(page, 'Ferry pass');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('ferry');
    const option = page.getByRole('option', { name: /Ferry pass/ });
    await option.waitFor();
    await expect.poll(() => option.locator('svg').first().innerHTML()).toBe(icon);
  });

  it('has a page with its fields and its relations, in the words of the model', async () => {
    await using opened = await openPage('/catalog/default/product/ferry-pass', { portal });
    const { page } = opened;
    const details = page.getByRole('region', { name: 'Details' });
    for (const text of ['Price in euros', '1,249.5', 'Mar 1, 2026', 'Norway', 'Yes', 'crossings']) {
      await details.getByText(text).first().waitFor();
    }
    await details.getByRole('link', { name: 'https://ferry.example/pass' }).waitFor();
    const madeOf = page.getByRole('region', { name: /^Made of 2/ });
    await madeOf.getByRole('link', { name: 'Billing' }).waitFor();
    await page
      .getByRole('region', { name: /^Dependency of 1/ })
      .getByRole('link', { name: 'Billing' })
      .waitFor();
    expect(await opened.violations()).toEqual([]);

    await madeOf.getByRole('link', { name: 'Booking' }).click();
    await page.waitForURL(/component\/booking/);
    await page
      .getByRole('region', { name: /^Goes into 1/ })
      .getByRole('link', { name: 'Ferry pass' })
      .waitFor();
    // A field that was added to a built-in kind.
    await page.getByRole('region', { name: 'Details' }).getByText('gold').waitFor();
  });

  it('is completed and checked in the editor', async () => {
    await using opened = await openPage('/catalog-import/file', { portal });
    const { page } = opened;
    await page.getByLabel('Begin with').selectOption('Product');
    const editor = page.getByRole('textbox', { name: 'The text of catalog-info.yaml' });
    await editor.getByText('acme.example/v1').waitFor();
    await editor.fill(
      'apiVersion: acme.example/v1\nkind: Product\nmetadata:\n  name: kiosk\nspec:\n  owner: sales\n  price: cheap\n  ',
    );
    await page.getByText('"spec.price" is not valid; expected a number but found "cheap"').first().waitFor();
    await page.getByText('"spec.stage" is missing').first().waitFor();
    await editor.press('Control+End');
    await editor.pressSequentially('sta');
    await page.getByRole('option', { name: /^stage/ }).click();
    await editor.pressSequentially('so');
    await page.getByRole('option', { name: 'sold' }).click();
    await page.getByText('"spec.stage" is missing').first().waitFor({ state: 'detached' });
    expect(await opened.violations()).toEqual([]);
  });
});
