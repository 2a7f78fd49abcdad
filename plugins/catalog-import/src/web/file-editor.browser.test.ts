import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { openPage } from '@portico/portal/testing';

it('writes a file with completion from the model and the catalog, checks it, and hands it over', async () => {
  await using opened = await openPage('/catalog-import/file');
  const { page } = opened;
  const editor = page.getByRole('textbox', { name: 'The text of catalog-info.yaml' });
  await editor.waitFor();
  expect(await opened.violations()).toEqual([]);
  await page.getByText('Fill in what is empty').waitFor();
  expect(await page.getByText('is not valid').count()).toBe(0);
  await editor.press('Control+End');
  await editor.pressSequentially('#');
  await page.getByText('"metadata.name" is not valid').first().waitFor();

  await editor.fill(
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: buoy\nspec:\n  type: service\n  lifecycle: production\n  ',
  );
  await page.getByText('"spec.owner" is missing').first().waitFor();
  await page.getByRole('button', { name: /line 5, column/ }).click();
  await editor.press('Control+End');
  await editor.pressSequentially('ow');
  await page.getByRole('option', { name: /^owner/ }).click();
  await editor.pressSequentially('book');
  await page.getByRole('option', { name: /booking-team/ }).click();
  await page.getByText('No problems.').waitFor();
  await editor.press('End');
  await editor.pressSequentially('\ndependsOn:\n- resource:nowhere');
  await page.getByText('resource:default/nowhere is not in the catalog').first().waitFor();
  expect(await opened.violations()).toEqual([]);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('catalog-info.yaml');
  expect(await text(await download.createReadStream())).toContain('  owner: booking-team\n');
});

it('is written in German on a phone in the dark as well', async () => {
  await using opened = await openPage('/catalog-import/file', {
    width: 380,
    colorScheme: 'dark',
    storage: { language: 'de' },
  });
  await opened.page.getByRole('heading', { name: 'Probleme' }).waitFor();
  await opened.page.getByLabel('Beginnen mit').selectOption('API');
  await opened.page
    .getByRole('textbox', { name: /catalog-info/ })
    .getByText('definition:')
    .waitFor();
  await expect
    .poll(() => opened.page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(380);
  expect(await opened.violations()).toEqual([]);
});
