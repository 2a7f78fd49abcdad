import { expect, it } from 'vitest';
import { openPage } from './testing/index.ts';

it('pages come in the same order in the navigation and in the palette', async () => {
  await using portal = await openPage('/');
  const { page } = portal;
  const nav = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
  const inOrder = ['Home', 'Catalog', 'APIs', 'Organisation', 'Catalog graph', 'Register', 'Devtools'];
  await expect.poll(async () => nav.allTextContents()).toEqual([...inOrder, 'Settings']);
  await page.keyboard.press('Control+k');
  const options = page.getByRole('option');
  await expect
    .poll(async () => (await options.allTextContents()).slice(0, inOrder.length))
    .toEqual(inOrder.toSpliced(-1, 1, 'Settings'));
});

it('the page of a group tells who is in it and what it owns before its relations', async () => {
  await using portal = await openPage('/catalog/default/group/platform');
  const { page } = portal;
  await page.getByRole('heading', { name: 'Relations' }).waitFor();
  const headings = page.getByRole('heading', { level: 2 });
  await expect
    .poll(async () => (await headings.allTextContents()).map(text => text.replace(/\s*\d+$/, '')))
    .toEqual(['Profile', 'Links', 'About', 'Members', 'Ownership', 'Hierarchy', 'Relations']);
});
